import { BestPapers } from './best-papers.ts';
import { DocTokens } from './doc-tokens.ts';
import { rarity } from './impact.ts';
import { findPlaced, type IndexView, type PlacedPaper, paperNumber, placedPaper } from './index-view.ts';
import { weightOf } from './meaning/latent-space.ts';
import { Vectors } from './meaning/likeness.ts';
import { KEYWORDS, TITLE } from './paper-texts.ts';
import { retrieve } from './retrieve.ts';
import { WINDOW } from './score-window.ts';
import { ScoredList } from './scored-list.ts';
import type { Segment } from './segment.ts';
import { isStopStem } from './stop-stems.ts';
import { WHOLE } from './token-stream.ts';

/** So many of a paper's most telling terms are looked for in others. */
const TERMS = 30;
const CANDIDATES = 200;
/** How much likeness of meaning counts beside shared terms. */
const MEANING_SHARE = 0.5;
const TITLE_WEIGHT = 2;

/**
 * Ids of the papers most like one, best first: those that share its most telling terms, put in order by terms and by what
 * they are about. Never the paper itself nor another record of it under the same title. Empty when it is not known.
 */
export function similarPapers(view: IndexView, id: string, limit: number): string[] {
  const own = findPlaced(view, id);
  const segment = own && view.segments[own.segment];
  if (!own || !segment) return [];
  const tokens = new DocTokens();
  segment.readTokens(own.doc, tokens);
  const title = titleOf(tokens, segment);
  const terms = tellingTerms(tokens, segment, view.segments);
  const best = new BestPapers(CANDIDATES);
  view.segments.forEach((other, number) => {
    const windows = Math.ceil(other.size / WINDOW);
    const lists = terms.flatMap(({ key, weight }, group) => {
      const term = other.term(key);
      return term && term.holders > 0
        ? [new ScoredList(other.postings(term), group, weight, undefined, windows)]
        : [];
    });
    const accepts = (doc: number): boolean =>
      !other.isRemoved(doc) && !(number === own.segment && doc === own.doc);
    retrieve({ size: other.size, lists, accepts }, best, paperNumber(number, 0));
  });
  const ranked = best.ranked();
  const papers = ranked.map(({ paper }) => placedPaper(paper));
  const likeness = likenessTo(own, papers, view);
  const top = ranked[0]?.score ?? 1;
  const order = [...papers.keys()].sort(
    (a, b) =>
      mixed((ranked[b]?.score ?? 0) / top, likeness[b] ?? 0) -
      mixed((ranked[a]?.score ?? 0) / top, likeness[a] ?? 0),
  );
  const ids: string[] = [];
  for (const i of order) {
    const paper = papers[i];
    const other = paper && view.segments[paper.segment];
    if (ids.length === limit || !paper || !other) break;
    other.readTokens(paper.doc, tokens);
    if (titleOf(tokens, other) !== title) ids.push(other.id(paper.doc));
  }
  return ids;
}

const mixed = (shared: number, meaning: number): number =>
  shared * (1 - MEANING_SHARE) + meaning * MEANING_SHARE;

function likenessTo(own: PlacedPaper, papers: readonly PlacedPaper[], view: IndexView): number[] {
  const dims = view.space?.dims ?? 0;
  const vectors = new Vectors(dims, papers.length + 1);
  [own, ...papers].forEach(({ segment: number, doc }, i) => {
    const segment = view.segments[number];
    segment?.record(doc).copyVector(Math.min(dims, segment.dims), vectors.bytes, i * dims);
    vectors.measure(i);
  });
  return papers.map((_, i) => vectors.between(0, i + 1));
}

/** The terms that say most of a paper, with what they say. */
function tellingTerms(
  tokens: DocTokens,
  segment: Segment,
  segments: readonly Segment[],
): { readonly key: string; readonly weight: number }[] {
  const times = new Map<number, number>();
  const end = tokens.zoneEnd[KEYWORDS] ?? 0;
  for (let i = 0; i < end; i++) {
    if (tokens.kinds[i] === WHOLE) continue;
    const term = segment.lexemeTerms[tokens.lexemes[i] ?? 0] ?? 0;
    const mentions = i < (tokens.zoneEnd[TITLE] ?? 0) ? TITLE_WEIGHT : 1;
    times.set(term, (times.get(term) ?? 0) + mentions);
  }
  const size = segments.reduce((sum, each) => sum + each.size, 0);
  return [...times]
    .map(([term, count]) => {
      const { key } = segment.terms.entry(term);
      const holders = segments.reduce((sum, each) => sum + (each.term(key)?.holders ?? 0), 0);
      const said = holders > 1 && !isStopStem(key) ? weightOf(count) * rarity(holders, size) : 0;
      return { key, weight: said };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, TERMS);
}

/** The words of a title as compared: two records of one paper say the same. */
function titleOf(tokens: DocTokens, segment: Segment): string {
  const terms: number[] = [];
  for (let i = 0; i < (tokens.zoneEnd[TITLE] ?? 0); i++)
    if (tokens.kinds[i] !== WHOLE) terms.push(segment.lexemeTerms[tokens.lexemes[i] ?? 0] ?? 0);
  return terms.map(term => segment.terms.entry(term).key).join(' ');
}
