import { Fault, type FaultCode } from '../../core/errors.ts';

/** How a request ended that got an answer, as far as a Fault is made from it. */
export interface RefusedAnswer {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
  readonly retryAfterMs: number | undefined;
  /** Said when the answer is 401 or 403: what to look at. */
  readonly credentialHint: string | undefined;
}

/** Where an answer came from, without query and without anything secret. */
export const placeOf = (url: URL): string => `${url.host}${url.pathname}`;

function codeOf(status: number): FaultCode {
  if (status === 429) return 'rate-limited';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 408) return 'timeout';
  return status >= 500 ? 'unavailable' : 'refused';
}

/** The Fault for an HTTP status that is no success, with what the other side gave as its reason. */
export function statusFault({ url, status, text, retryAfterMs, credentialHint }: RefusedAnswer): Fault {
  const said = saidIn(text);
  const hint = credentialHint && (status === 401 || status === 403) ? `; ${credentialHint}` : '';
  const message = `${placeOf(url)} answered ${status}${said === '' ? '' : `: ${said}`}${hint}`;
  return new Fault(codeOf(status), message, retryAfterMs === undefined ? {} : { retryAfterMs });
}

/** The reason in an error answer: the `error` of JSON, or short plain text. Nothing of an HTML page. */
function saidIn(text: string): string {
  const plain = text.trimStart();
  let said = plain.startsWith('<') || plain.length > 2_000 ? '' : plain;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'error' in value) said = String(value.error);
  } catch {
    // Not JSON: plain text stands.
  }
  // A log line must stay one line whatever a server says.
  return said
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

/** The Fault for a request that got no whole answer: no connection, a dropped one, a body that can't be unpacked. */
export function connectionFault(error: unknown, url: URL): Fault {
  const code = systemCode(error);
  const why = code ?? 'the connection failed';
  const options = { cause: error };
  if (code?.startsWith('Z_') || code?.startsWith('ERR_BROTLI'))
    return new Fault(
      'bad-format',
      `${placeOf(url)} sent a body that can't be decompressed (${why})`,
      options,
    );
  if (code?.includes('TIMEOUT') || code === 'ETIMEDOUT')
    return new Fault('timeout', `${url.host} did not answer in time (${why})`, options);
  return new Fault('unreachable', `${url.host} can't be reached (${why})`, options);
}

/** The first code in a chain of causes, such as `ECONNREFUSED`: `fetch` hides it behind "fetch failed". */
function systemCode(error: unknown): string | undefined {
  for (let depth = 0, link = error; depth < 5 && link instanceof Error; depth++, link = link.cause) {
    if ('code' in link && typeof link.code === 'string') return link.code;
  }
  return undefined;
}
