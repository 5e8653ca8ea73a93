/** What follows letters or digits, by byte; beyond ASCII anything may. */
const GOES_ON = 0;
const ENDS = 1;
/** Ends a word unless letters or digits stand on its other side too. */
const MAY_JOIN = 2;

const AFTER_WORD = new Uint8Array(256);
for (let code = 0; code < 128; code++) AFTER_WORD[code] = afterWord(String.fromCharCode(code));

function afterWord(sign: string): number {
  if (/[A-Za-z0-9+#]/.test(sign)) return GOES_ON;
  return /[-_'.,@/]/.test(sign) ? MAY_JOIN : ENDS;
}

const HYPHEN = 45;
const UNDERSCORE = 95;

/**
 * Where the word ends that begins at `start`, for most words of English text: ASCII letters or digits alone, or several such
 * parts with hyphens between, whose cuts replace what `cuts` held as `scanWord` notes them. 0 where only `scanWord` can
 * tell. A zero must follow the text in `bytes`.
 */
export function plainWordEnd(bytes: Uint8Array, start: number, cuts: number[]): number {
  if (cuts.length > 0) cuts.length = 0;
  for (let part = start; ; ) {
    const end = plainPartEnd(bytes, part);
    if (end === part) return 0;
    const code = bytes[end] ?? 0;
    const after = AFTER_WORD[code] ?? GOES_ON;
    if (after === ENDS) return end;
    if (after === GOES_ON) return 0;
    if ((AFTER_WORD[bytes[end + 1] ?? 0] ?? GOES_ON) !== GOES_ON) return end;
    if (code !== HYPHEN && code !== UNDERSCORE) return 0;
    part = end + 1;
    cuts.push(end, part);
  }
}

/** Runs over digits, or over capitals and then small letters; gives `start` where those would be cut. */
function plainPartEnd(bytes: Uint8Array, start: number): number {
  let i = start;
  let code = bytes[i] ?? 0;
  if (code >= 48 && code <= 57) {
    while (code >= 48 && code <= 57) code = bytes[++i] ?? 0;
    return i;
  }
  while (code >= 65 && code <= 90) code = bytes[++i] ?? 0;
  const capitals = i - start;
  while (code >= 97 && code <= 122) code = bytes[++i] ?? 0;
  // `BERTScore` falls apart; `Score`, `LLMs` and `BERTs` do not.
  return capitals > 3 && i - start - capitals > 1 ? start : i;
}
