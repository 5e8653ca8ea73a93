import type { Paper } from '../../src/core/papers/paper.ts';
import { seededRandom } from '../../tests/fakes/seeded-random.ts';
import { withSlips } from '../relevance/tasks.ts';

/** A query in Broadsheet's language, and the same asked of FTS5. */
export interface Question {
  readonly text: string;
  /** FTS5's match expression. */
  readonly match: string;
  /** A condition on FTS5's table of facts. */
  readonly where?: string;
}

export const KINDS = ['short', 'long', 'prefix', 'typo', 'filtered'] as const;
export type Kind = (typeof KINDS)[number];
export type Questions = Readonly<Record<Kind, readonly Question[]>> & {
  readonly typed: readonly string[];
};

export const NO_QUESTIONS: Questions = { short: [], long: [], prefix: [], typo: [], filtered: [], typed: [] };

const FILTERS = [
  ['since:2025-06-01', `day >= '2025-06-01'`],
  ['since:2024-06-01 until:2024-08-31', `day between '2024-06-01' and '2024-08-31'`],
  ['has:code', 'code = 1'],
  ['votes:>20', 'votes > 20'],
] as const;

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const anyOf = (words: readonly string[]): string => words.map(word => `"${word}"`).join(' OR ');
const plain = (text: string): Question => ({ text: wordsOf(text).join(' '), match: anyOf(wordsOf(text)) });

/**
 * What readers ask, taken from the archive, the same for the same seed: keywords of one to three words as often as papers carry
 * them (`short`); these with the last word half typed, with a slip, with a filter; sentences of abstracts (`long`); and
 * beginnings as they are typed. FTS5 looks for any of the words, as Broadsheet does. It knows no slips: there it is
 * asked what was meant.
 */
export function questionsFrom(archive: readonly Paper[], count: number, seed: number): Questions {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const keywords = archive
    .flatMap(paper => paper.keywords ?? [])
    .filter(keyword => wordsOf(keyword).length <= 3 && /^[\p{L}\p{N}][\p{L}\p{N} -]+$/u.test(keyword));
  const longer = keywords.filter(keyword => /[a-z]{4,}$/.test(keyword));
  const sentences = archive
    .flatMap(({ abstract }) => abstract.split(/(?<=[.!?])\s+/))
    .filter(sentence => wordsOf(sentence).length >= 12 && wordsOf(sentence).length <= 40);
  const some = <T>(make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  return {
    short: some(() => plain(pick(keywords))),
    long: some(() => plain(pick(sentences))),
    prefix: some(() => halfTyped(wordsOf(pick(longer)))),
    typo: some(() => {
      const meant = wordsOf(pick(longer)).join(' ');
      return { text: withSlips(meant, 1, random), match: anyOf(wordsOf(meant)) };
    }),
    filtered: some(i => {
      const { text, match } = plain(pick(keywords));
      const [filter, where] = FILTERS[i % FILTERS.length] ?? FILTERS[0];
      return { text: `${text} ${filter}`, match, where };
    }),
    typed: some(() => {
      const begun = random() < 0.5 ? pick(archive).title : (pick(archive).authors[0] ?? '');
      return begun.slice(0, 2 + Math.floor(random() * 10));
    }),
  };
}

function halfTyped(words: readonly string[]): Question {
  const begun = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  const half = last.slice(0, Math.max(3, Math.ceil(last.length / 2)));
  return {
    text: [...begun, `${half}*`].join(' '),
    match: [...begun.map(word => `"${word}"`), `"${half}" *`].join(' OR '),
  };
}
