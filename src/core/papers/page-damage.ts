const GREEK =
  'alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|varphi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Sigma|Phi|Psi|Omega|ell|nabla|sum|prod|int';
const STYLES =
  'mathcal|mathbf|mathrm|mathbb|mathscr|mathit|mathsf|textbf|textit|texttt|textsc|textrm|textsf|text|emph|boldsymbol|operatorname|underline|frac|sqrt|red|blue';
/** Names that are no words and no parts of words. */
const NO_WORDS = 'leq|geq|neq|(?:long)?(?:left|right|leftright)arrow|(?:up|down)arrow|infty|cdot|propto';

/** What ends a number or a formula. `times` after it can only be the sign: `8times`, `16)times`, `Ntimes`. */
const FACTOR = String.raw`(?:[\d)}%°]|circ\}?|(?<![A-Za-z])[A-Z])`;
const NO_LETTER_BEFORE = String.raw`(?<![A-Za-z\\])`;
const NOT_IN_ADDRESS = String.raw`(?<!:\/\/\S{0,300})`;

interface Repair {
  /** What the pattern needs a part of, in plain letters: they are searched for much faster than a pattern. */
  readonly hint: RegExp;
  readonly pattern: RegExp;
  readonly replacement: string;
}

const repair = (hint: RegExp, pattern: string, replacement: string): Repair => ({
  hint,
  pattern: new RegExp(pattern + NOT_IN_ADDRESS, 'g'),
  replacement,
});

const REPAIRS: readonly Repair[] = [
  repair(/times/, `times(?<=${FACTOR}times)(?=sim\\d|[^a-z]|$)(?: (?=\\d))?`, String.raw`\times{}`),
  repair(/ times \d/, String.raw`times(?<=\b\d{2,5} times)(?= \d{2,5}\b)`, String.raw`\times{}`),
  repair(/sim/, String.raw`sim ?(?=\d)(?!2(?:real|sim|[A-Z]))(?<![A-Za-z\\]sim ?)`, String.raw`\sim{}`),
  repair(/approx/, String.raw`approx(?=\d)(?<![A-Za-z\\]approx)`, String.raw`\approx{}`),
  repair(
    /[lgn]eq|arrow|infty|cdot|propto/,
    `${NO_LETTER_BEFORE}(${NO_WORDS})(?![A-Za-z])`,
    String.raw`\$1{}`,
  ),
  repair(/\{/, String.raw`\{(sim|approx)\} ?(?=\d)`, String.raw`\$1{}`),
  repair(/\{/, String.raw`${NO_LETTER_BEFORE}(${STYLES})(?=\{)`, String.raw`\$1`),
  repair(/\{/, String.raw`\{(bf|em|it|sc|tt)(?=\s)`, String.raw`{\$1`),
  repair(/\^/, String.raw`\^\{?circ(?![a-su-z])\}?`, String.raw`^\circ{}`),
  repair(/[_^]/, String.raw`(?<![\w\\/.-])(${GREEK})(?=[_^][\d{\\])`, String.raw`\$1{}`),
];

/** Together with the signs, what most texts have nothing of. */
const SUSPECT = /times|sim(?= ?\d)|approx|[lgn]eq|arrow|infty|cdot|propto/;
const SIGNS: readonly string[] = ['{', '^', '_'];

/**
 * Hugging Face shows formulas without their dollars and backslashes, on its pages and in its API: `$8\times$` is
 * `8times`, `$360^\circ$` is `360^circ`. This puts back the backslashes where no English word can be meant: `sometimes`,
 * `3 times`, `sim2real` and addresses stay.
 */
export function restoreCommands(text: string): string {
  if (!SIGNS.some(sign => text.includes(sign)) && !SUSPECT.test(text)) return text;
  let restored = text;
  for (const { hint, pattern, replacement } of REPAIRS)
    if (hint.test(restored)) restored = restored.replace(pattern, replacement);
  return restored;
}
