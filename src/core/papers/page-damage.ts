/** Commands that are left bare before `_` or `^`: nothing else has these words there. */
const BEFORE_SCRIPT: ReadonlySet<string> = new Set(
  `alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi varphi chi psi omega Gamma
   Delta Theta Lambda Sigma Phi Psi Omega ell nabla sum prod int`.split(/\s+/),
);

/** Commands that are left bare before their braces. */
const BEFORE_BRACE: ReadonlySet<string> = new Set(
  `mathcal mathbf mathrm mathbb mathscr mathit mathsf textbf textit texttt textsc textrm textsf text emph boldsymbol
   operatorname underline frac sqrt red blue`.split(/\s+/),
);

/** What ends a number or a formula. `times` after it can only be the sign: `8times`, `16)times`, `Ntimes`. */
const FACTOR = String.raw`(?:[\d)}%°]|circ\}?|(?<![A-Za-z])[A-Z])`;
const NOT_IN_ADDRESS = String.raw`(?<!:\/\/\S{0,300})`;

interface Repair {
  /** Whether the text has what the pattern needs a part of: most have not, and asking is much cheaper than trying. */
  readonly isLikely: (text: string) => boolean;
  readonly pattern: RegExp;
  readonly replacement: string;
}

const repair = (isLikely: (text: string) => boolean, pattern: string, replacement: string): Repair => ({
  isLikely,
  pattern: new RegExp(pattern + NOT_IN_ADDRESS, 'g'),
  replacement,
});

/** A command whose name is no word and no part of one. */
const lost = (isLikely: (text: string) => boolean, names: string): Repair =>
  repair(isLikely, String.raw`(?<![A-Za-z\\])(${names})(?![A-Za-z])`, String.raw`\$1{}`);

const hasTimes = (text: string): boolean => /times(?![a-rt-z])/.test(text);
const hasSim = (text: string): boolean => /sim(?= ?\d)/.test(text);
const hasArrow = (text: string): boolean => /[tp]arrow|wnarrow|infty/.test(text);

/** `leq`, `geq` or `neq`: hardly any other word has a `q` without a `u`. */
function hasComparison(text: string): boolean {
  for (let at = text.indexOf('q'); at !== -1; at = text.indexOf('q', at + 1))
    if (text.charAt(at + 1) !== 'u' && /[lgn]e/.test(text.slice(at - 2, at))) return true;
  return false;
}

/**
 * Whether the text may have lost commands although it has no other sign of LaTeX. Looks for the commonest: this is asked
 * of every text, and most have none.
 */
export const hasLostCommands = (text: string): boolean =>
  hasTimes(text) || hasSim(text) || hasArrow(text) || hasComparison(text);

const COMMON: readonly Repair[] = [
  repair(hasTimes, `times(?<=${FACTOR}times)(?=sim\\d|[^a-z]|$)(?: (?=\\d))?`, String.raw`\times{}`),
  repair(hasTimes, String.raw`times(?<=\b\d{2,5} times)(?= \d{2,5}\b)`, String.raw`\times{}`),
  repair(hasSim, String.raw`sim ?(?=\d)(?!2(?:real|sim|[A-Z]))(?<![A-Za-z\\]sim ?)`, String.raw`\sim{}`),
  lost(hasArrow, '(?:long)?(?:left|right|leftright)arrow|(?:up|down)arrow|infty'),
  lost(hasComparison, 'leq|geq|neq'),
];

/** Looked for only where there is a sign of a formula. */
const RARE: readonly Repair[] = [
  repair(
    text => text.includes('approx'),
    String.raw`approx(?=\d)(?<![A-Za-z\\]approx)`,
    String.raw`\approx{}`,
  ),
  lost(text => /cdot|propto/.test(text), 'cdot|propto'),
  repair(text => text.includes('^'), String.raw`\^\{?circ(?![a-su-z])\}?`, String.raw`^\circ{}`),
  repair(text => text.includes('{'), String.raw`\{(sim|approx)\} ?(?=\d)`, String.raw`\$1{}`),
  repair(text => text.includes('{'), String.raw`\{(bf|em|it|sc|tt)(?=\s)`, String.raw`{\$1`),
];

/**
 * Hugging Face shows formulas without their dollars and backslashes, on its pages and in its API: `$8\times$` is
 * `8times`, `$360^\circ$` is `360^circ`. This puts back the backslashes where no English word can be meant: `sometimes`,
 * `3 times`, `sim2real` and addresses stay.
 */
export function restoreCommands(text: string): string {
  const restored = applyAll(COMMON, text);
  if (!/[_^{]/.test(restored)) return restored;
  const atBraces = restoreBefore(/\{/g, BEFORE_BRACE, /[A-Za-z\\]/, applyAll(RARE, restored));
  return restoreBefore(/[_^](?=[\d{\\])/g, BEFORE_SCRIPT, /[\w\\/.-]/, atBraces);
}

const applyAll = (repairs: readonly Repair[], text: string): string =>
  repairs.reduce(
    (restored, { isLikely, pattern, replacement }) =>
      isLikely(restored) ? restored.replace(pattern, replacement) : restored,
    text,
  );

/** Puts a backslash before each of the names that stands right before a sign, and not right after what it may not follow. */
function restoreBefore(sign: RegExp, names: ReadonlySet<string>, notAfter: RegExp, text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { index } of text.matchAll(sign)) {
    const name = /[A-Za-z]*$/.exec(text.slice(Math.max(done, index - 16), index))?.[0] ?? '';
    const start = index - name.length;
    if (!names.has(name) || notAfter.test(text.charAt(start - 1))) continue;
    parts.push(text.slice(done, start), '\\');
    done = start;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(done);
}
