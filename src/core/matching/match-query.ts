import type { Query, Term } from '../query/query.ts';
import type { Evidence } from '../ranking/rank.ts';
import type { Day } from '../time.ts';
import type { AnalysedPaper } from './analysed-paper.ts';
import { findLabel, findTerm } from './find-term.ts';
import { matchFilter } from './match-filter.ts';
import { patternOf } from './term-pattern.ts';

/**
 * What a query finds in a paper, or undefined when the paper does not match: the best place of every term that
 * matched, in the paper's own spelling. The evidence is empty when only filters and exclusions were asked for, or a
 * source. `today` is the reader's day, for `last:`.
 */
export function matchQuery(query: Query, paper: AnalysedPaper, today: Day): readonly Evidence[] | undefined {
  return holds(query, paper, today, false) ? evidenceOf(query, paper, today) : undefined;
}

/** Whether a paper matches, without saying why. */
export function holds(query: Query, paper: AnalysedPaper, today: Day, ofTopic: boolean): boolean {
  switch (query.kind) {
    case 'all':
      for (const member of query.of) if (!holds(member, paper, today, ofTopic)) return false;
      return true;
    case 'any':
      for (const member of query.of) if (holds(member, paper, today, ofTopic)) return true;
      return false;
    case 'not':
      return !holds(query.of, paper, today, ofTopic);
    case 'required':
      return holds(query.of, paper, today, ofTopic);
    case 'topic':
      return holds(query.expansion, paper, today, true);
    case 'filter':
      return matchFilter(query.filter, paper.paper, paper.day, today);
    case 'word':
    case 'phrase':
      return termHolds(query, paper, ofTopic);
  }
}

function termHolds(term: Term, paper: AnalysedPaper, ofTopic: boolean): boolean {
  const pattern = patternOf(term, ofTopic);
  return findTerm(pattern, paper) !== undefined || findLabel(pattern, paper) !== undefined;
}

function evidenceOf(query: Query, paper: AnalysedPaper, today: Day): readonly Evidence[] {
  const found = new Map<string, Evidence>();
  for (const evidence of evidenceIn(query, paper, today, undefined)) {
    const key = `${evidence.where} ${evidence.topic ?? ''} ${evidence.text.toLowerCase()}`;
    if (!found.has(key)) found.set(key, evidence);
  }
  return [...found.values()];
}

/** Goes only where the query holds: what an alternative that failed found on its way is no evidence. */
function* evidenceIn(
  query: Query,
  paper: AnalysedPaper,
  today: Day,
  topic: string | undefined,
): Generator<Evidence> {
  switch (query.kind) {
    case 'all':
      for (const member of query.of) yield* evidenceIn(member, paper, today, topic);
      break;
    case 'any':
      for (const member of query.of)
        if (holds(member, paper, today, topic !== undefined)) yield* evidenceIn(member, paper, today, topic);
      break;
    case 'required':
      yield* evidenceIn(query.of, paper, today, topic);
      break;
    case 'topic':
      yield* evidenceIn(query.expansion, paper, today, query.name);
      break;
    case 'word':
    case 'phrase': {
      const evidence = termEvidence(query, paper, topic);
      if (evidence) yield evidence;
      break;
    }
    case 'not':
    case 'filter':
      break;
  }
}

function termEvidence(term: Term, paper: AnalysedPaper, topic: string | undefined): Evidence | undefined {
  const pattern = patternOf(term, topic !== undefined);
  const named = topic === undefined ? {} : { topic };
  const span = findTerm(pattern, paper);
  if (!span) {
    const label = findLabel(pattern, paper);
    return label === undefined || pattern.label?.on === 'sources'
      ? undefined
      : { text: label, where: 'categories', ...named };
  }
  const text = paper.textAt(span.first);
  const from = paper.tokens[span.first];
  const to = paper.tokens[span.last];
  if (!text || !from || !to) return undefined;
  const isName = text.place === 'authors' || text.place === 'organization';
  const shown = isName ? text.text : text.text.slice(from.start, to.end).replace(/\s+/g, ' ');
  return { text: shown, where: text.place, ...named };
}
