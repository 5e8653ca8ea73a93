import { analyze, type Token } from '../analysis/analyze.ts';
import { fold } from '../analysis/fold.ts';
import { onceAPaper } from '../papers/once-a-paper.ts';
import type { Paper } from '../papers/paper.ts';
import type { MatchPlace } from '../ranking/rank.ts';
import type { Day } from '../time.ts';
import { dayOf } from './match-filter.ts';

/** The places whose text is read word by word, best first, as bits of a mask. */
export const PLACE_BITS = { title: 1, keywords: 2, abstract: 4, authors: 8, organization: 16 } as const;
type TextPlace = keyof typeof PLACE_BITS & MatchPlace;

/** One text of a paper: its title, one keyword, one author. */
export interface PaperText {
  readonly place: TextPlace;
  readonly bit: number;
  readonly text: string;
}

/**
 * A paper read once for any number of queries. Tokens of all texts lie in one row, best place first; `positions` gives
 * each its place in the row of words, where a gap between two texts keeps phrases from running across.
 */
export class AnalysedPaper {
  readonly paper: Paper;
  /** Listed on, else first published. */
  readonly day: Day | undefined;
  readonly texts: readonly PaperText[];
  readonly tokens: readonly Token[];
  readonly positions: Int32Array;
  /** Index into `texts` of each token. */
  readonly textOf: Uint32Array;
  /** The first token at each position, -1 in gaps; a token over several words comes before the first of them. */
  readonly tokenAt: Int32Array;
  /** Folded, as given. */
  readonly categories: readonly string[];
  readonly sources: readonly string[];
  #byStem: Map<string, number[]> | undefined;
  readonly #joined: (string | undefined)[];

  constructor(paper: Paper) {
    this.paper = paper;
    this.day = dayOf(paper);
    this.texts = textsOf(paper);
    this.categories = (paper.categories ?? []).map(fold);
    this.sources = paper.sightings.map(sighting => fold(sighting.source));
    const rows = this.texts.map(({ text }) => analyze(text));
    this.tokens = rows.flat();
    this.#joined = new Array(this.tokens.length);
    this.positions = new Int32Array(this.tokens.length);
    this.textOf = new Uint32Array(this.tokens.length);
    let token = 0;
    let base = 0;
    rows.forEach((row, text) => {
      for (const { position } of row) {
        this.textOf[token] = text;
        this.positions[token++] = base + position;
      }
      base += (row.at(-1)?.position ?? -1) + 2;
    });
    this.tokenAt = new Int32Array(base + 1).fill(-1);
    for (let i = this.tokens.length - 1; i >= 0; i--) this.tokenAt[this.positions[i] ?? 0] = i;
  }

  /** The tokens with a stem, in order. */
  withStem(stem: string): readonly number[] {
    return this.#stems().get(stem) ?? NONE;
  }

  /** The distinct stems of all texts with the tokens that have each, in order. */
  stems(): Iterable<readonly [string, readonly number[]]> {
    return this.#stems();
  }

  #stems(): ReadonlyMap<string, readonly number[]> {
    if (this.#byStem) return this.#byStem;
    const byStem = new Map<string, number[]>();
    this.tokens.forEach(({ stem }, i) => {
      const known = byStem.get(stem);
      if (known) known.push(i);
      else byStem.set(stem, [i]);
    });
    this.#byStem = byStem;
    return byStem;
  }

  /** The form of a token without what joins its parts: `pre-training` and `pretraining` are one. */
  joinedForm(token: number): string {
    const known = this.#joined[token];
    if (known !== undefined) return known;
    const made = joinedForm(this.tokens[token]?.form ?? '');
    this.#joined[token] = made;
    return made;
  }

  /** The text a token stands in. */
  textAt(token: number): PaperText | undefined {
    return this.texts[this.textOf[token] ?? 0];
  }
}

const NONE: readonly number[] = [];

function textsOf(paper: Paper): PaperText[] {
  const organization = paper.organization;
  const texts: readonly (readonly [TextPlace, string])[] = [
    ['title', paper.title],
    ...(paper.keywords ?? []).map(keyword => ['keywords', keyword] as const),
    ['abstract', paper.abstract],
    ...paper.authors.map(author => ['authors', author] as const),
    ...(organization ? [['organization', organization.name] as const] : []),
    ...(organization && fold(organization.slug) !== fold(organization.name)
      ? [['organization', organization.slug] as const]
      : []),
  ];
  return texts.map(([place, text]) => ({ place, bit: PLACE_BITS[place], text }));
}

/** The paper as queries see it, read once however many ask. */
export const analysedPaper = onceAPaper(paper => new AnalysedPaper(paper));

/** A form without hyphens and other joints. */
export function joinedForm(form: string): string {
  return /^[a-z]+$/.test(form) ? form : form.replace(/[-_'/,]/g, '');
}
