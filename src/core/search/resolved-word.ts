import { stemOfForm } from '../analysis/analyze.ts';
import { rarity } from './impact.ts';
import { type NearWord, nearWords } from './near-words.ts';
import type { PlannedWord } from './query-plan.ts';
import type { Segment, SegmentTerm } from './segment.ts';
import { stemsOfWords } from './term-bits.ts';
import { AUTHOR_SPACE, ORGANIZATION_SPACE } from './term-spaces.ts';

/** A term that stands for a word of a query, and how surely: 1 for the word itself. */
export interface Alternative {
  readonly key: string;
  readonly share: number;
  /** It says more than the word: other words of the query too. */
  readonly isCompound?: true;
}

/** A word of a query as the archive has it. */
export interface ResolvedWord {
  readonly planned: PlannedWord;
  /** How much it says that a paper has the word; 0 when none has. */
  readonly weight: number;
  readonly alternatives: readonly Alternative[];
  /** What it was taken for, when the archive does not have it. */
  readonly corrected?: string;
}

const MOST_CORRECTIONS = 3;
/** A beginning stands for the most frequent words that begin so. */
const MOST_BEGINNINGS = 48;
const SHARE_OF_EDITS = [1, 0.8, 0.6] as const;
/** What a name counts for beside a word of the text. */
const NAME_SHARE = 1;

/** Looks a word up in all segments: the stem, names, the words it begins, or what it is a slip of. */
export function resolveWord(
  planned: PlannedWord,
  segments: readonly Segment[],
  correct: boolean,
): ResolvedWord {
  const size = segments.reduce((sum, segment) => sum + segment.size, 0);
  const alternatives = planned.begins ? beginnings(planned, segments) : literal(planned, segments);
  const holders = holdersOf(alternatives, segments);
  if (holders > 0 || !correct || planned.begins || planned.scope === 'names')
    return resolved(planned, alternatives, holders, size);
  const near = nearWords(planned.form, segments, MOST_CORRECTIONS);
  const best = near[0];
  if (!best) return resolved(planned, alternatives, holders, size);
  const corrections = near.map(correctionOf);
  return {
    ...resolved(planned, corrections, holdersOf(corrections, segments), size),
    corrected: best.form,
  };
}

/** A word that only a compound, of which it is a part, brings up. */
export function standingFor(planned: PlannedWord, stem: string, segments: readonly Segment[]): ResolvedWord {
  const size = segments.reduce((sum, segment) => sum + segment.size, 0);
  const alternatives = [{ key: stem, share: 1 }];
  return resolved({ ...planned, isStop: false }, alternatives, holdersOf(alternatives, segments), size);
}

function resolved(
  planned: PlannedWord,
  alternatives: readonly Alternative[],
  holders: number,
  size: number,
): ResolvedWord {
  return { planned, weight: holders > 0 ? rarity(Math.min(holders, size), size) : 0, alternatives };
}

function correctionOf({ form, edits }: NearWord): Alternative {
  return { key: stemOfForm(form), share: SHARE_OF_EDITS[edits] ?? 0.5 };
}

function literal({ stem, joined, scope }: PlannedWord, segments: readonly Segment[]): Alternative[] {
  const names = [AUTHOR_SPACE + joined, ORGANIZATION_SPACE + joined];
  if (scope === 'names') return present(names, segments).map(key => ({ key, share: 1 }));
  const words = present([stem], segments);
  if (scope === 'subject') return words.map(key => ({ key, share: 1 }));
  const inTexts = holdersOfKeys(words, segments);
  const asName = present(names, segments).map(key => {
    const held = holdersOfKeys([key], segments);
    return { key, share: (NAME_SHARE * held) / (held + inTexts) };
  });
  return [...words.map(key => ({ key, share: 1 })), ...asName.filter(({ share }) => share > 0.2)];
}

/** The stems of words that begin so, for as long as the words stand for themselves. */
function beginnings({ joined, scope }: PlannedWord, segments: readonly Segment[]): Alternative[] {
  if (scope === 'names') return [];
  const keys = new Set<string>();
  for (const segment of segments)
    for (const term of stemsOfWords(segment, joined, MOST_BEGINNINGS))
      keys.add(segment.terms.entry(term).key);
  return [...keys].map(key => ({ key, share: 1 }));
}

const present = (keys: readonly string[], segments: readonly Segment[]): string[] =>
  keys.filter(key => holdersOfKeys([key], segments) > 0);

const holdersOf = (alternatives: readonly Alternative[], segments: readonly Segment[]): number =>
  holdersOfKeys(
    alternatives.map(({ key }) => key),
    segments,
  );

function holdersOfKeys(keys: readonly string[], segments: readonly Segment[]): number {
  let holders = 0;
  for (const key of keys) for (const segment of segments) holders += segment.term(key)?.holders ?? 0;
  return holders;
}

/** The terms of a word in one segment, with their share of its weight. */
export function termsIn(
  { alternatives }: ResolvedWord,
  segment: Segment,
): { readonly term: SegmentTerm; readonly share: number }[] {
  return alternatives.flatMap(({ key, share }) => {
    const term = segment.term(key);
    return term && term.holders > 0 ? [{ term, share }] : [];
  });
}
