import { analyze, type Token } from '../analysis/analyze.ts';
import { fold } from '../analysis/fold.ts';
import { lightStem } from '../analysis/light-stem.ts';
import type { Term } from '../query/query.ts';
import { joinedForm, PLACE_BITS } from './analysed-paper.ts';

/** A word of a pattern. Words it may equal share its stem; the mode says what else they share. */
export interface PatternToken {
  readonly stem: string;
  /** Folded, without hyphens and other joints: what names are compared by, and prefixes. */
  readonly joined: string;
  /** By the pattern's mode: what a paper's word must give for {@link refinement}. */
  readonly refined: string;
  readonly position: number;
  readonly span: number;
}

/**
 * - `stem`: words that share a stem
 * - `light`: the same but for a plural
 * - `exact`: spelled the same, capitals included, but for a plural s
 * - `prefix`: the last word only begins so
 */
export type PatternMode = 'stem' | 'light' | 'exact' | 'prefix';

/** Where a term may be found as a label rather than as words. */
export interface LabelPattern {
  readonly on: 'categories' | 'sources';
  readonly text: string;
  /** `within`: equal, or the archive of it (`cs` of `cs.CL`, `arxiv` of `arxiv:cs.CL`). */
  readonly how: 'equal' | 'within' | 'prefix';
}

/** A term made ready to be found: its words in a row, and where they may stand. */
export interface TermPattern {
  /** In order of position; a compound comes before its parts. */
  readonly tokens: readonly PatternToken[];
  /** The first of the tokens at each position. */
  readonly tokenAt: readonly number[];
  /** How many words the row has; 0 matches no words. */
  readonly length: number;
  readonly mode: PatternMode;
  /** Of {@link PLACE_BITS}. */
  readonly places: number;
  readonly label?: LabelPattern;
}

/** What a paper is about, not who wrote it. */
export const SUBJECT = PLACE_BITS.title | PLACE_BITS.keywords | PLACE_BITS.abstract;
/** Names are compared letter by letter: they have no grammar. */
export const NAMES = PLACE_BITS.authors | PLACE_BITS.organization;

const PLACES_OF_FIELD: Readonly<Record<NonNullable<Term['field']>, number>> = {
  title: PLACE_BITS.title,
  abstract: PLACE_BITS.abstract,
  keyword: PLACE_BITS.keywords,
  author: PLACE_BITS.authors,
  org: PLACE_BITS.organization,
  cat: 0,
  source: 0,
};

const free = new WeakMap<Term, TermPattern>();
const topical = new WeakMap<Term, TermPattern>();

/**
 * The pattern of a term, made once. Terms of a topic are looked for in title, keywords and abstract only: what a paper
 * is about, not who wrote it.
 */
export function patternOf(term: Term, ofTopic: boolean): TermPattern {
  const known = (ofTopic ? topical : free).get(term);
  if (known) return known;
  const made = toPattern(term, ofTopic);
  (ofTopic ? topical : free).set(term, made);
  return made;
}

function toPattern(term: Term, ofTopic: boolean): TermPattern {
  const tokens = analyze(term.text);
  const last = tokens.at(-1);
  const length = last ? last.position + last.span : 0;
  const tokenAt: number[] = [];
  tokens.forEach(({ position }, i) => {
    tokenAt[position] ??= i;
  });
  const mode = modeOf(term, length, ofTopic);
  const places = term.field ? PLACES_OF_FIELD[term.field] : ofTopic ? SUBJECT : SUBJECT | NAMES;
  const label = labelOf(term, ofTopic);
  return {
    tokens: tokens.map(token => ({
      stem: token.stem,
      joined: joinedForm(token.form),
      refined: refinement(mode, token, term.text),
      position: token.position,
      span: token.span,
    })),
    tokenAt,
    length,
    mode,
    places,
    ...(label && { label }),
  };
}

/** A topic's phrases were chosen word by word: stems would let "model merging" find merged models. */
function modeOf(term: Term, length: number, ofTopic: boolean): PatternMode {
  if (term.kind === 'phrase') return ofTopic || length === 1 ? 'light' : 'stem';
  if (term.prefix) return 'prefix';
  return term.exact ? 'exact' : 'stem';
}

function labelOf(term: Term, ofTopic: boolean): LabelPattern | undefined {
  const text = fold(term.text);
  const how = term.kind === 'word' && term.prefix ? 'prefix' : 'within';
  if (term.field === 'source') return { on: 'sources', text, how };
  if (term.field === 'cat') return { on: 'categories', text, how };
  if (term.field !== undefined || ofTopic) return undefined;
  return { on: 'categories', text, how: how === 'prefix' ? how : 'equal' };
}

/** What two words must share, besides their stem, to be the same in a mode. */
export function refinement(mode: PatternMode, token: Token, text: string): string {
  if (mode === 'light') return lightStem(joinedForm(token.form));
  if (mode === 'exact') return text.slice(token.start, token.end).replace(ACRONYM_PLURAL, '');
  return '';
}

const ACRONYM_PLURAL = /(?<=[\p{Lu}\p{N}])['’]?s$/u;
