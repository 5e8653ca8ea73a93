/**
 * The web address a source gives, or `undefined` when it is none: spaces and line breaks that came in by wrapping are
 * removed and a missing `https://` is added. Only http and https; whatever else a source writes is no address of ours.
 */
export function webAddress(text: string): string | undefined {
  if (PLAIN_ADDRESS.test(text)) return URL.canParse(text) ? text : undefined;
  const bare = text.replace(/\s+/g, '');
  const address = /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#:]|$)/i.test(bare) ? `https://${bare}` : bare;
  if (!/^https?:\/\/[^/]/i.test(address) || !URL.canParse(address)) return undefined;
  return PLAIN_ADDRESS.test(address) ? address : new URL(address).href;
}

const PLAIN_ADDRESS = /^https?:\/\/[!-.0-~][!-~]*$/;
