import { hasArrow, hasComparison, hasInfinity, hasTimesOrSim } from './lost-commands.ts';

/** Names that are commands when they stand right before a sign. */
interface BareCommands {
  readonly sign: string;
  readonly names: ReadonlySet<string>;
  readonly notAfter: RegExp;
  /** What has to follow the sign. */
  readonly opens: RegExp;
}

const SYMBOLS: ReadonlySet<string> = new Set(
  `alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi varphi chi psi omega Gamma
   Delta Theta Lambda Sigma Phi Psi Omega ell nabla sum prod int`.split(/\s+/),
);
const STYLES: ReadonlySet<string> = new Set(
  `mathcal mathbf mathrm mathbb mathscr mathit mathsf textbf textit texttt textsc textrm textsf text emph boldsymbol
   operatorname underline frac sqrt red blue`.split(/\s+/),
);

const BARE_COMMANDS: readonly BareCommands[] = [
  { sign: '{', names: STYLES, notAfter: /[A-Za-z\\]/, opens: /^/ },
  { sign: '^', names: SYMBOLS, notAfter: /[\w\\/.-]/, opens: /[\d{\\]/ },
  { sign: '_', names: SYMBOLS, notAfter: /[\w\\/.-]/, opens: /[\d{\\]/ },
];

/** What ends a number or a formula. `times` after it can only be the sign: `8times`, `16)times`, `Ntimes`. */
const FACTOR = String.raw`(?:[\d)}%°]|circ\}?|(?<![A-Za-z])[A-Z])`;
const NOT_IN_ADDRESS = String.raw`(?<!:\/\/\S{0,300})`;

interface Repairs {
  /** Whether the text has what the patterns need a part of: most have not, and asking is much cheaper than trying. */
  readonly areLikely: (text: string) => boolean;
  readonly patterns: readonly (readonly [RegExp, string])[];
}

const pattern = (source: string, replacement: string): readonly [RegExp, string] => [
  new RegExp(source + NOT_IN_ADDRESS, 'g'),
  replacement,
];

/** Commands whose names are no words and no parts of words. */
const lost = (names: string): readonly [RegExp, string] =>
  pattern(String.raw`(?<![A-Za-z\\])(${names})(?![A-Za-z])`, String.raw`\$1{}`);

const COMMON: readonly Repairs[] = [
  {
    areLikely: hasTimesOrSim,
    patterns: [
      pattern(`times(?<=${FACTOR}times)(?=sim\\d|[^a-z]|$)(?: (?=\\d))?`, String.raw`\times{}`),
      pattern(String.raw`times(?<=\b\d{2,5} times)(?= \d{2,5}\b)`, String.raw`\times{}`),
      pattern(String.raw`sim ?(?=\d)(?!2(?:real|sim|[A-Z]))(?<![A-Za-z\\]sim ?)`, String.raw`\sim{}`),
    ],
  },
  { areLikely: hasComparison, patterns: [lost('leq|geq|neq')] },
  { areLikely: hasArrow, patterns: [lost('(?:long)?(?:left|right|leftright)arrow|(?:up|down)arrow')] },
  { areLikely: hasInfinity, patterns: [lost('infty')] },
];

/** Looked for only where there is a sign of a formula. */
const RARE: readonly Repairs[] = [
  {
    areLikely: text => text.includes('approx'),
    patterns: [pattern(String.raw`approx(?=\d)(?<![A-Za-z\\]approx)`, String.raw`\approx{}`)],
  },
  { areLikely: text => /cdot|propto/.test(text), patterns: [lost('cdot|propto')] },
  {
    areLikely: text => text.includes('^'),
    patterns: [pattern(String.raw`\^\{?circ(?![a-su-z])\}?`, String.raw`^\circ{}`)],
  },
  {
    areLikely: text => text.includes('{'),
    patterns: [
      pattern(String.raw`\{(sim|approx)\} ?(?=\d)`, String.raw`\$1{}`),
      pattern(String.raw`\{(bf|em|it|sc|tt)(?=\s)`, String.raw`{\$1`),
    ],
  },
];

/**
 * Hugging Face shows formulas without their dollars and backslashes, on its pages and in its API: `$8\times$` is
 * `8times`, `$360^\circ$` is `360^circ`. This puts back the backslashes where no English word can be meant: `sometimes`,
 * `3 times`, `sim2real` and addresses stay.
 */
export function restoreCommands(text: string): string {
  const restored = applyLikely(COMMON, text);
  if (!/[{^_]/.test(restored)) return restored;
  return BARE_COMMANDS.reduce(restoreBefore, applyLikely(RARE, restored));
}

const applyLikely = (repairs: readonly Repairs[], text: string): string =>
  repairs.reduce(
    (restored, { areLikely, patterns }) =>
      areLikely(restored)
        ? patterns.reduce(
            (repaired, [source, replacement]) => repaired.replace(source, replacement),
            restored,
          )
        : restored,
    text,
  );

/** Puts a backslash before each of the names that stands where only a command can. */
function restoreBefore(text: string, { sign, names, notAfter, opens }: BareCommands): string {
  const parts: string[] = [];
  let done = 0;
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) {
    const name = /[A-Za-z]*$/.exec(text.slice(Math.max(done, at - 16), at))?.[0] ?? '';
    const start = at - name.length;
    const isCommand =
      names.has(name) && !notAfter.test(text.charAt(start - 1)) && opens.test(text.charAt(at + 1));
    if (!isCommand) continue;
    parts.push(text.slice(done, start), '\\');
    done = start;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(done);
}
