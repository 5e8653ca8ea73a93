import { analyze } from '../analysis/analyze.ts';
import { UsageError } from '../errors.ts';
import { joinedForm } from '../matching/analysed-paper.ts';
import type { Query, Term } from '../query/query.ts';
import { isStopStem } from './stop-stems.ts';

/** Where a word of a query may be found: in what a paper is about, in who wrote it, or in either. */
export type WordScope = 'subject' | 'names' | 'anywhere';

/** A word of a query that papers are ranked by. Words with one stem and scope are one. */
export interface PlannedWord {
  readonly stem: string;
  /** Folded, without joints: what names and beginnings are compared by. */
  readonly joined: string;
  readonly form: string;
  readonly scope: WordScope;
  /** It is the beginning of a word. */
  readonly begins: boolean;
  readonly isStop: boolean;
}

/** A compound of a query: also one word, besides its parts. */
export interface PlannedCompound {
  readonly stem: string;
  readonly joined: string;
  /** Places in the run's sequence that it stands for. */
  readonly first: number;
  readonly last: number;
}

/** Words that were typed one after the other, and rank higher where they stand so. */
export interface PlannedRun {
  readonly kind: 'run';
  /** Indices into the plan's words, with their places in the row of words. */
  readonly sequence: readonly { readonly word: number; readonly position: number }[];
  readonly compounds: readonly PlannedCompound[];
}

/** How the score of a paper is put together: words in a row, everything together, or the best of alternatives. */
export type Ranking =
  | PlannedRun
  | { readonly kind: 'sum'; readonly of: readonly Ranking[] }
  | { readonly kind: 'best'; readonly of: readonly Ranking[] };

/** A row of words ranks by its first ones, up to so many: nobody means more, and every paper is asked about each. */
const MOST_RANKED = 256;

/** Each word that ends in `*` stands for hundreds. */
const MOST_BEGINNINGS = 32;

function beginningsIn(query: Query): number {
  switch (query.kind) {
    case 'all':
    case 'any':
      return query.of.reduce((sum, member) => sum + beginningsIn(member), 0);
    case 'required':
    case 'not':
      return beginningsIn(query.of);
    case 'word':
      return query.prefix === true ? 1 : 0;
    case 'phrase':
    case 'topic':
    case 'filter':
      return 0;
  }
}

/** A query taken apart: what must hold, and what papers are ranked by. */
export interface QueryPlan {
  /** Conditions that hold of every result. */
  readonly hard: readonly Query[];
  /** Whether any word may be missed: then a result has at least one. */
  readonly hasSoft: boolean;
  readonly words: readonly PlannedWord[];
  readonly ranking?: Ranking;
}

/**
 * In search plain words are soft: they rank, and may be missed. Fields, phrases, exact words, topics, filters, plus and
 * minus are hard. A group with something hard in it is hard as a whole.
 */
export function planQuery(query: Query): QueryPlan {
  const beginnings = beginningsIn(query);
  if (beginnings > MOST_BEGINNINGS)
    throw new UsageError(
      `a search takes at most ${MOST_BEGINNINGS} words that end in *; this one has ${beginnings}`,
    );
  const members = query.kind === 'all' ? query.of : [query];
  const hard = members.filter(member => !isSoft(member));
  const words = new WordList();
  const ranking = rankingOf(query, words, false);
  return {
    hard,
    hasSoft: hard.length < members.length,
    words: words.list,
    ...(ranking && { ranking }),
  };
}

function isSoft(query: Query): boolean {
  if (query.kind === 'word') return query.field === undefined && !query.exact;
  return (query.kind === 'all' || query.kind === 'any') && query.of.every(isSoft);
}

class WordList {
  readonly list: PlannedWord[] = [];
  readonly #known = new Map<string, number>();

  add(word: PlannedWord): number {
    const key = `${word.scope} ${word.begins} ${word.stem}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.list.length);
    this.list.push(word);
    return this.list.length - 1;
  }
}

function rankingOf(query: Query, words: WordList, ofTopic: boolean): Ranking | undefined {
  switch (query.kind) {
    case 'all':
      return allRanking(query.of, words, ofTopic);
    case 'any': {
      const members = query.of.flatMap(member => rankingOf(member, words, ofTopic) ?? []);
      const of = distinct(members.flatMap(member => (member.kind === 'best' ? member.of : [member])));
      return of.length > 0 ? { kind: 'best', of } : undefined;
    }
    case 'required':
      return rankingOf(query.of, words, ofTopic);
    case 'topic':
      return rankingOf(query.expansion, words, true);
    case 'word':
    case 'phrase':
      return runOf([query], words, ofTopic);
    case 'not':
    case 'filter':
      return undefined;
  }
}

/** Alternatives that say the same are one. */
function distinct(rankings: readonly Ranking[]): Ranking[] {
  return [...new Map(rankings.map(ranking => [JSON.stringify(ranking), ranking])).values()];
}

function allRanking(members: readonly Query[], words: WordList, ofTopic: boolean): Ranking | undefined {
  const terms = members.flatMap(member => termOf(member) ?? []);
  const others = members.filter(member => !termOf(member));
  const run = runOf(terms, words, ofTopic);
  const of = [...(run ? [run] : []), ...others.flatMap(other => rankingOf(other, words, ofTopic) ?? [])];
  return of.length > 1 ? { kind: 'sum', of } : of[0];
}

function termOf(query: Query): Term | undefined {
  if (query.kind === 'required') return termOf(query.of);
  return query.kind === 'word' || query.kind === 'phrase' ? query : undefined;
}

function runOf(terms: readonly Term[], words: WordList, ofTopic: boolean): PlannedRun | undefined {
  const sequence: { word: number; position: number }[] = [];
  const compounds: PlannedCompound[] = [];
  let base = 0;
  for (const term of terms) {
    const scope = scopeOf(term, ofTopic);
    if (sequence.length >= MOST_RANKED) break;
    if (!scope) continue;
    const tokens = analyze(term.text);
    const length = tokens.reduce((most, { position, span }) => Math.max(most, position + span), 0);
    for (const { kind, form, stem, position, span } of tokens) {
      const joined = joinedForm(form);
      if (kind === 'whole') {
        const first = sequence.length;
        compounds.push({ stem, joined, first, last: first + span - 1 });
        continue;
      }
      const begins = term.kind === 'word' && term.prefix === true && position + span === length;
      const word = words.add({ stem, joined, form, scope, begins, isStop: !begins && isStopStem(stem) });
      sequence.push({ word, position: base + position });
    }
    base += length;
  }
  return sequence.length > 0 ? { kind: 'run', sequence, compounds } : undefined;
}

function scopeOf({ field }: Term, ofTopic: boolean): WordScope | undefined {
  if (field === undefined) return ofTopic ? 'subject' : 'anywhere';
  if (field === 'author' || field === 'org') return 'names';
  return field === 'cat' || field === 'source' ? undefined : 'subject';
}
