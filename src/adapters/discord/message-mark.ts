/**
 * What a posted message is known by for ever: the `id` of its container, which Discord keeps as we set it, made of the
 * message's key (FNV-1a, 31 bits). The nonce stops a repeated post within minutes; this finds it after days.
 */
export function markOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  // Small ids are those Discord numbers components with by itself.
  return ((hash >>> 1) | 0x10000) >>> 0;
}
