/**
 * Looks for commands that have lost their backslash where no other sign of LaTeX stands beside them: `8times`, `sim10`,
 * `leq`, `rightarrow`, `infty`. It is asked of every text, and most have none: each command is looked for by its rarest
 * letter, because finding one letter is several times faster than any pattern.
 */
export const hasLostCommands = (text: string): boolean =>
  hasTimesOrSim(text) || hasComparison(text) || hasArrow(text) || hasInfinity(text);

/** `times`, not `timestamp`, and `sim` only before a number. */
export const hasTimesOrSim = (text: string): boolean => someAt(text, 'm', isTimesOrSim);

/** `leq`, `geq` or `neq`: hardly any other word has a `q` without a `u`. */
export const hasComparison = (text: string): boolean => someAt(text, 'q', isComparison);

/** `rightarrow` and its like; not `narrow`, which `downarrow` ends with. */
export const hasArrow = (text: string): boolean => someAt(text, 'w', isArrow);

export const hasInfinity = (text: string): boolean => someAt(text, 'f', isInfinity);

function someAt(text: string, letter: string, isCommand: (text: string, at: number) => boolean): boolean {
  for (let at = text.indexOf(letter); at !== -1; at = text.indexOf(letter, at + 1))
    if (isCommand(text, at)) return true;
  return false;
}

const [E, I, N, O, S, T, U] = Array.from('einostu', letter => letter.charCodeAt(0));

function isTimesOrSim(text: string, at: number): boolean {
  if (text.charCodeAt(at - 1) !== I) return false;
  const first = text.charCodeAt(at - 2);
  if (first === T) return text.startsWith('es', at + 1) && !/[a-rt-z]/.test(text.charAt(at + 3));
  return first === S && /^ ?\d/.test(text.slice(at + 1, at + 3));
}

const isComparison = (text: string, at: number): boolean =>
  text.charCodeAt(at + 1) !== U && text.charCodeAt(at - 1) === E && /[lgn]/.test(text.charAt(at - 2));

const isArrow = (text: string, at: number): boolean =>
  text.charCodeAt(at - 1) === O && /(?:[tp]|wn)arro$/.test(text.slice(Math.max(0, at - 6), at));

const isInfinity = (text: string, at: number): boolean =>
  text.charCodeAt(at - 1) === N && text.startsWith('infty', at - 2);
