/** A formula in running text is short; a dollar without a partner this near is money. */
const MAX_FORMULA = 400;

/** A delimited part of a text: what is between the delimiters, and the index after the closing one. */
export interface Span {
  readonly text: string;
  readonly end: number;
}

/** The group whose opening brace is at `open`. */
export function groupAt(text: string, open: number): Span | undefined {
  if (text.charAt(open) !== '{') return undefined;
  let depth = 0;
  const last = Math.min(text.length, open + 4 * MAX_FORMULA);
  for (let i = open; i < last; i++) {
    const character = text.charAt(i);
    if (character === '\\') i++;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return { text: text.slice(open + 1, i), end: i + 1 };
  }
  return undefined;
}

/** What is between `from` and the next `close`, which is no farther than a formula is long. */
export function spanTo(text: string, from: number, close: string): Span | undefined {
  const end = text.slice(from, from + MAX_FORMULA).indexOf(close);
  return end === -1 ? undefined : { text: text.slice(from, from + end), end: from + end + close.length };
}

/** The text between dollars, one or two on each side, where `from` is the index after the opening ones. */
export function dollarsAt(text: string, from: number, width: number): Span | undefined {
  const last = Math.min(text.length, from + MAX_FORMULA);
  for (let i = from; i < last; i++) {
    const character = text.charAt(i);
    if (character === '\\') i++;
    else if (character === '$') {
      const closes = i > from && (width === 1 || text.charAt(i + 1) === '$');
      return closes ? { text: text.slice(from, i), end: i + width } : undefined;
    }
  }
  return undefined;
}

/** Whether what stands between two dollars is mathematics rather than the text between two prices. */
export function looksLikeFormula(formula: string, after: string): boolean {
  if (/\d/.test(after) || /\n\s*\n/.test(formula)) return false;
  if (/[\\^_{]/.test(formula)) return /\S$/.test(formula) || /^\s/.test(formula);
  if (formula !== formula.trim()) return false;
  if (/[=<>≤≥≈∼×±]/.test(formula)) return (formula.match(/\p{L}{4}/gu)?.length ?? 0) < 2;
  return (
    /^[\d.,+\-*/()|%\s:]+$/.test(formula) || /^[\p{L}(|+-][\p{L}\p{M}\d@+\-*/().,|:′']{0,11}$/u.test(formula)
  );
}
