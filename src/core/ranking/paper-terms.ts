import { analyze, type Token } from '../analysis/analyze.ts';
import { STOP_WORDS } from '../analysis/stop-words.ts';
import type { Paper } from '../papers/paper.ts';

/** What may stand between two words that are read as one thing. */
const SIDE_BY_SIDE = /^[ -]?$/;

/**
 * A paper's words as ranking sees them: stems without stop words, so that two papers on one thing share them whatever
 * the grammar. Read once a paper; what is seldom needed is made when it is asked for.
 */
export class PaperTerms {
  /** Distinct stems of the title. */
  readonly title: ReadonlySet<string>;
  /** How often each stem stands in title and abstract; in the title it counts double. */
  readonly counts: ReadonlyMap<string, number>;
  /** Neighbouring stems, `speculativ decod`, stop words left out between them. */
  readonly pairs: ReadonlySet<string>;
  readonly #abstract: readonly string[];
  readonly #spelling = new Map<string, string>();
  #runs: ReadonlySet<string> | undefined;

  constructor(paper: Paper) {
    const counts = new Map<string, number>();
    const pairs = new Set<string>();
    const read = (text: string, worth: number): string[] => {
      const stems: string[] = [];
      let last: Token | undefined;
      for (const token of analyze(text)) {
        if (STOP_WORDS.has(token.form)) continue;
        counts.set(token.stem, (counts.get(token.stem) ?? 0) + worth);
        this.#spell(token.stem, text, token.start, token.end);
        if (token.kind === 'whole') continue;
        if (last) {
          const pair = `${last.stem} ${token.stem}`;
          pairs.add(pair);
          if (SIDE_BY_SIDE.test(text.slice(last.end, token.start)))
            this.#spell(pair, text, last.start, token.end);
        }
        stems.push(token.stem);
        last = token;
      }
      return stems;
    };
    this.title = new Set(read(paper.title, 2));
    this.#abstract = read(paper.abstract, 1);
    this.counts = counts;
    this.pairs = pairs;
  }

  /** A stem or a pair as the paper first spells it; nothing for a pair whose words never stand side by side. */
  spelling(term: string): string | undefined {
    return this.#spelling.get(term);
  }

  #spell(term: string, text: string, start: number, end: number): void {
    if (!this.#spelling.has(term)) this.#spelling.set(term, text.slice(start, end));
  }

  /** Distinct runs of three stems of the abstract. */
  get runs(): ReadonlySet<string> {
    if (!this.#runs) {
      const [stems, runs] = [this.#abstract, new Set<string>()];
      for (let i = 2; i < stems.length; i++) runs.add(`${stems[i - 2]} ${stems[i - 1]} ${stems[i]}`);
      this.#runs = runs;
    }
    return this.#runs;
  }
}

const known = new WeakMap<Paper, PaperTerms>();

/** The terms of a paper, remembered for as long as the paper object itself. */
export function termsOf(paper: Paper): PaperTerms {
  const terms = known.get(paper) ?? new PaperTerms(paper);
  known.set(paper, terms);
  return terms;
}
