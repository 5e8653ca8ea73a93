import type { LatentSpace } from './meaning/latent-space.ts';
import { weightOf } from './meaning/latent-space.ts';
import type { MarkedQuery } from './occurrences.ts';
import type { QueryPlan, Ranking } from './query-plan.ts';
import { type ResolvedWord, resolveWord, standingFor, termsIn } from './resolved-word.ts';
import { type ScoredRanking, scoredRanking } from './scored-ranking.ts';
import type { Segment } from './segment.ts';
import { TermMarks } from './term-marks.ts';
import { isStemKey } from './term-spaces.ts';
import { keyBounds } from './written-form.ts';

/** So many words of a query rank; of a longer one those that say most. */
const MOST_WORDS = 64;
/** So many unknown words are corrected. */
const MOST_CORRECTED = 12;

/** A query with what the archive knows of its words. */
export interface ResolvedQuery {
  readonly plan: QueryPlan;
  readonly words: readonly ResolvedWord[];
  /** By word: whether it ranks. */
  readonly counts: readonly boolean[];
  readonly ranking?: ScoredRanking;
  readonly marked: Map<Segment, MarkedQuery>;
}

export function resolveQuery(plan: QueryPlan, segments: readonly Segment[], correct: boolean): ResolvedQuery {
  const compounds = [...compoundsOf(plan.ranking)].filter(({ stem }) => isKnown(stem, segments));
  const joined = new Set(compounds.flatMap(({ row }) => row));
  let corrections = 0;
  const words = plan.words.map((planned, i) => {
    const word = resolveWord(planned, segments, correct && corrections < MOST_CORRECTED && !joined.has(i));
    if (word.corrected !== undefined || word.weight === 0) corrections += 1;
    return word;
  });
  for (const { stem, row } of compounds) joinWords(words, row, stem, segments);
  const counts = countingWords(words);
  const ranking =
    plan.ranking && scoredRanking(plan.ranking, words, word => counts[words.indexOf(word)] ?? false);
  return { plan, words, counts, marked: new Map(), ...(ranking && { ranking }) };
}

const isKnown = (key: string, segments: readonly Segment[]): boolean =>
  segments.some(segment => (segment.term(key)?.holders ?? 0) > 0);

/**
 * Lets a compound that the archive knows stand for each of its words. It stands alone for those that the archive does not
 * know, and for words without a subject where they are most of it: `mimic-it`, `one-for-all`.
 */
function joinWords(
  words: ResolvedWord[],
  row: readonly number[],
  stem: string,
  segments: readonly Segment[],
): void {
  const telling = row.filter(i => (words[i]?.weight ?? 0) > 0 && words[i]?.planned.isStop === false).length;
  for (const i of row) {
    const word = words[i];
    if (!word) continue;
    const isAlone = word.weight === 0 || (word.planned.isStop && telling <= 1);
    if (isAlone) words[i] = standingFor(word.planned, stem, segments);
    else
      words[i] = {
        ...word,
        alternatives: [...word.alternatives, { key: stem, share: 1 / row.length, isCompound: true }],
      };
  }
}

/** Words without a subject rank only where there are no others. */
function countingWords(words: readonly ResolvedWord[]): boolean[] {
  const known = words.map(({ weight }) => weight > 0);
  const telling = words.map(({ planned }, i) => known[i] === true && !planned.isStop);
  const counts = telling.some(Boolean) ? telling : known;
  const least = words.flatMap(({ weight }, i) => (counts[i] ? [weight] : [])).sort((a, b) => b - a)[
    MOST_WORDS
  ];
  return least === undefined ? counts : words.map(({ weight }, i) => counts[i] === true && weight > least);
}

/** The direction a query points to, of length 1; undefined where none of its words has one. */
export function directionOf(
  { words, counts, plan }: ResolvedQuery,
  space: LatentSpace,
): Float32Array | undefined {
  const times = new Map<number, number>();
  countTimes(plan.ranking, times);
  const sum = new Float32Array(space.dims);
  words.forEach(({ alternatives }, i) => {
    if (!counts[i]) return;
    for (const { key, share, isCompound } of alternatives)
      if (isStemKey(key) && !isCompound) space.add(key, share * weightOf(times.get(i) ?? 1), sum);
  });
  const length = Math.hypot(...sum);
  return length > 0 ? sum.map(value => value / length) : undefined;
}

function countTimes(ranking: Ranking | undefined, times: Map<number, number>): void {
  if (!ranking) return;
  if (ranking.kind === 'run')
    for (const { word } of ranking.sequence) times.set(word, (times.get(word) ?? 0) + 1);
  else for (const member of ranking.of) countTimes(member, times);
}

/** Which terms of a segment the query is about. */
export function markedIn(query: ResolvedQuery, segment: Segment): MarkedQuery {
  const known = query.marked.get(segment);
  if (known) return known;
  const made = markTerms(query, segment);
  query.marked.set(segment, made);
  return made;
}

function markTerms({ words, counts, plan }: ResolvedQuery, segment: Segment): MarkedQuery {
  const marks = new TermMarks(segment);
  for (const { stem, joined, row } of compoundsOf(plan.ranking)) {
    const counted = row.map(word => (counts[word] ? word : -1));
    if (counted.every(word => word < 0)) continue;
    const term = segment.term(stem);
    const marked = term && marks.termFor(term);
    if (!marked) continue;
    marked.row = counted;
    marked.spelled = spelledAs(joined, false, segment);
  }
  words.forEach((word, i) => {
    if (!counts[i] || word.planned.scope === 'names') return;
    for (const { term } of termsIn(word, segment)) {
      const marked = term.weighted ? marks.termFor(term) : undefined;
      if (marked && !marked.row) marked.word = i;
    }
  });
  return {
    marks,
    spelled: words.map(({ planned, corrected }) =>
      spelledAs(corrected ?? planned.joined, planned.begins, segment),
    ),
    names: words.flatMap(({ planned, alternatives }, i) =>
      counts[i] && planned.scope !== 'subject' && alternatives.some(({ key }) => !isStemKey(key)) ? [i] : [],
    ),
  };
}

function spelledAs(joined: string, begins: boolean, segment: Segment): readonly [number, number] {
  if (begins) return segment.lexemes.range(joined);
  const [from, to] = keyBounds(joined);
  return [segment.lexemes.lowerBound(from), segment.lexemes.lowerBound(to)];
}

/** The compounds of all runs, with the words of the plan they stand for. */
function* compoundsOf(
  ranking: Ranking | undefined,
): Generator<{ stem: string; joined: string; row: readonly number[] }> {
  if (!ranking) return;
  if (ranking.kind !== 'run') {
    for (const member of ranking.of) yield* compoundsOf(member);
    return;
  }
  for (const { stem, joined, first, last } of ranking.compounds)
    yield { stem, joined, row: ranking.sequence.slice(first, last + 1).map(({ word }) => word) };
}
