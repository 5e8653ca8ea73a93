import { knownFields } from './known-fields.ts';
import type { Paper, Sighting } from './paper.ts';
import { titleKey } from './title-key.ts';

/**
 * What two sightings of one paper say together. For papers that {@link isSamePaper} calls the same:
 *
 * - nothing known is lost: a field that either has, the result has;
 * - where both know a field, the one seen last wins (titles of new versions, votes, comments, stars);
 * - `listedOn` is the newest day, `publishedAt` the earliest, `sightings` are those of both, one a source and day;
 * - the id is arXiv's where one is known, and then the text is of the record that had it: a copied page damages text.
 *
 * Commutative and idempotent. Neither argument is changed.
 */
export function mergePapers(known: Paper, seen: Paper): Paper {
  const [older, newer] = order(known, seen, lastSeen);
  const [fewerVotes, votes] = order(known, seen, lastCounted);
  const [weaker, text] = isPage(older) === isPage(newer) ? [older, newer] : byIdentity(older, newer);
  const people = newer.authors.length > 0 ? newer : older.authors.length > 0 ? older : undefined;
  return knownFields<Paper>({
    id: text.id,
    title: text.title,
    abstract: text.abstract || weaker.abstract,
    authors: people?.authors ?? [],
    authorCount: people?.authorCount ?? newer.authorCount ?? older.authorCount,
    organization: newer.organization ?? older.organization,
    publishedAt: isPage(weaker)
      ? (text.publishedAt ?? weaker.publishedAt)
      : earliest(text.publishedAt, weaker.publishedAt),
    listedOn: latest(known.listedOn, seen.listedOn),
    upvotes: votes.upvotes ?? fewerVotes.upvotes,
    comments: votes.comments ?? fewerVotes.comments,
    categories: newer.categories ?? older.categories,
    keywords: newer.keywords ?? older.keywords,
    summary: newer.summary ?? older.summary,
    codeUrl: newer.codeUrl ?? older.codeUrl,
    codeStars: votes.codeStars ?? fewerVotes.codeStars,
    projectUrl: newer.projectUrl ?? older.projectUrl,
    thumbnailUrl: newer.thumbnailUrl ?? older.thumbnailUrl,
    url: text.url ?? weaker.url,
    sightings: mergeSightings(known.sightings, seen.sightings),
  });
}

/**
 * Whether two records are of one paper: the same id, or the same title where one of them comes from a page that gives
 * no id. A corpus paper is itself only: its id is what relevance judgements name.
 */
export function isSamePaper(a: Paper, b: Paper): boolean {
  if (a.id === b.id) return true;
  if (!isPage(a) && !isPage(b)) return false;
  if (isCorpus(a) || isCorpus(b)) return false;
  const key = titleKey(a.title);
  return key !== '' && key === titleKey(b.title);
}

/**
 * Which of `candidates` are the paper `seen`: merge them all with it and keep one record, under the merged paper's id.
 * Candidates are what an archive finds under `seen.id` or under `titleKey(seen.title)`. At most one of them has an
 * arXiv id: two arXiv papers of one title are two papers, and a page without an id is then the one published nearest.
 */
export function knownRecords(seen: Paper, candidates: readonly Paper[]): Paper[] {
  const same = candidates.filter(candidate => isSamePaper(candidate, seen));
  const pages = same.filter(isPage);
  const identified = same.filter(candidate => !isPage(candidate));
  const best =
    identified.find(candidate => candidate.id === seen.id) ??
    identified.sort((a, b) => daysApart(a, seen) - daysApart(b, seen) || (a.id < b.id ? -1 : 1))[0];
  return best ? [best, ...pages] : pages;
}

const isPage = (paper: Paper): boolean => paper.id.startsWith('page:');
const isCorpus = (paper: Paper): boolean => paper.id.startsWith('corpus:');

function daysApart(a: Paper, b: Paper): number {
  const apart = Math.abs(Date.parse(a.publishedAt ?? '') - Date.parse(b.publishedAt ?? ''));
  return Number.isNaN(apart) ? Number.MAX_VALUE : apart;
}

/** `[weaker, stronger]`: who has the id that the merged paper keeps. */
const byIdentity = (a: Paper, b: Paper): [Paper, Paper] => (isPage(a) ? [a, b] : [b, a]);

/** A day counts as its first instant, so that a moment of that day is later. 0 when nothing says when. */
function stampOf(sighting: Sighting): number {
  const stamp = sighting.at ?? sighting.day;
  return stamp === undefined ? 0 : Date.parse(stamp);
}

const newest = (sightings: readonly Sighting[]): number =>
  sightings.reduce((last, sighting) => Math.max(last, stampOf(sighting)), 0);

const lastSeen = (paper: Paper): number => newest(paper.sightings);

/** When the votes were last read: arXiv has none, so seeing a paper there makes them no newer. */
const lastCounted = (paper: Paper): number =>
  newest(paper.sightings.filter(sighting => !sighting.source.startsWith('arxiv')));

/**
 * `[older, newer]`. Of two seen at the same moment, or never dated, the one with more votes is the newer (lists are
 * read while they fill), then the longer one, so that the order of merging does not matter.
 */
function order(a: Paper, b: Paper, stamp: (paper: Paper) => number): [Paper, Paper] {
  if (a === b) return [a, b];
  const by =
    stamp(a) - stamp(b) || (a.upvotes ?? -1) - (b.upvotes ?? -1) || (a.comments ?? -1) - (b.comments ?? -1);
  if (by !== 0) return by < 0 ? [a, b] : [b, a];
  const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)];
  const longer = textA.length - textB.length || (textA < textB ? -1 : 1);
  return longer < 0 ? [a, b] : [b, a];
}

const latest = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

/** The earlier day; of one day the more exact, an instant before a date. */
function earliest(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const rank = (at: string): string => (at.length > 10 ? at : `${at}~`);
  return rank(a) < rank(b) ? a : b;
}

function mergeSightings(a: readonly Sighting[], b: readonly Sighting[]): Sighting[] {
  const bySourceAndDay = new Map<string, Sighting>();
  for (const sighting of [...a, ...b]) {
    const key = `${sighting.day ?? ''} ${sighting.source}`;
    const other = bySourceAndDay.get(key);
    if (!other || later(sighting, other)) bySourceAndDay.set(key, sighting);
  }
  return [...bySourceAndDay.entries()].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, sighting]) => sighting);
}

function later(a: Sighting, b: Sighting): boolean {
  const by = stampOf(a) - stampOf(b);
  return by > 0 || (by === 0 && (a.at ?? '') > (b.at ?? ''));
}
