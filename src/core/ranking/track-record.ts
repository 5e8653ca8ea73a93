import { fold } from '../analysis/fold.ts';
import type { Paper } from '../papers/paper.ts';
import type { Day } from '../time.ts';

/** After so many days an earlier paper counts half. */
const HALF_LIFE_DAYS = 400;
/** A name is believed to be ordinary until so many papers say otherwise. */
const DOUBT = 3;
/** The success of a paper by more people than this says less of each of them. */
const TEAM = 8;
/** How many papers of the usual standing every day is given, so that a day of two papers says little. */
const DAY_DOUBT = 3;
const DAY_MS = 86_400_000;

/** What a record keeps of a paper. */
export interface TrackedPaper {
  readonly id: string;
  readonly day: Day;
  readonly votes: number;
  /** How many wrote it. */
  readonly people: number;
  /** Of its authors, its organisation and who put it on the list, as they are compared. */
  readonly names: readonly string[];
}

interface Entry {
  readonly paper: TrackedPaper;
  readonly dayMs: number;
  readonly logVotes: number;
  readonly credit: number;
}

/** What earlier papers say of a name: `standing` 0 is ordinary or unknown, in logarithms of votes against the same day's. */
export interface Standing {
  readonly standing: number;
  /** How many papers say so, old ones counting less. */
  readonly papers: number;
}

const UNKNOWN: Standing = { standing: 0, papers: 0 };

/**
 * How the earlier papers of authors, organisations and submitters fared, against the papers listed on the same days. A
 * projection of papers with votes and of who put them on their lists: the same papers give the same record in whatever
 * order they come, and a paper added again with newer votes replaces itself. Every question about a name also names a day
 * and is answered from the days before it alone.
 */
export class TrackRecord {
  readonly #papers = new Map<string, Entry>();
  readonly #byName = new Map<string, string[]>();
  readonly #days = new Map<Day, { sum: number; count: number }>();
  readonly #submitters = new Map<string, string>();
  #sum = 0;

  /** Papers without votes or without a day are passed over. `submitters` by paper id. */
  add(papers: Iterable<Paper>, submitters: ReadonlyMap<string, string> = new Map()): void {
    for (const [id, submitter] of submitters) this.addSubmitter(id, submitter);
    for (const paper of papers) {
      const tracked = trackedPaper(paper, this.#submitters.get(paper.id));
      if (tracked) this.addTracked(tracked);
    }
  }

  addSubmitter(id: string, submitter: string): void {
    this.#submitters.set(id, submitter);
  }

  /** Who put a paper on its list. */
  submitterOf(id: string): string | undefined {
    return this.#submitters.get(id);
  }

  /** All that {@link submitterOf} knows, by paper id. */
  submitters(): ReadonlyMap<string, string> {
    return this.#submitters;
  }

  /** As {@link add}, of what another record kept. */
  addTracked(paper: TrackedPaper): void {
    const before = this.#papers.get(paper.id);
    if (before) this.#count(before, -1);
    const known = new Set(before?.paper.names);
    for (const name of paper.names) {
      if (known.has(name)) continue;
      const ids = this.#byName.get(name);
      if (ids) ids.push(paper.id);
      else this.#byName.set(name, [paper.id]);
    }
    const entry = {
      paper,
      dayMs: Date.parse(paper.day),
      logVotes: Math.log1p(paper.votes),
      credit: Math.min(1, Math.sqrt(TEAM / paper.people)),
    };
    this.#papers.set(paper.id, entry);
    this.#count(entry, 1);
  }

  /** Everything it keeps: adding it to an empty record gives the same one. */
  *tracked(): Generator<TrackedPaper> {
    for (const { paper } of this.#papers.values()) yield paper;
  }

  get size(): number {
    return this.#papers.size;
  }

  author(name: string, before: Day): Standing {
    return this.#standing(authorKey(name), before);
  }

  organization(slug: string, before: Day): Standing {
    return this.#standing(organizationKey(slug), before);
  }

  submitter(account: string, before: Day): Standing {
    return this.#standing(submitterKey(account), before);
  }

  #count(entry: Entry, sign: 1 | -1): void {
    const day = this.#days.get(entry.paper.day) ?? { sum: 0, count: 0 };
    day.sum += sign * entry.logVotes;
    day.count += sign;
    this.#days.set(entry.paper.day, day);
    this.#sum += sign * entry.logVotes;
  }

  #usual(day: Day): number {
    const { sum, count } = this.#days.get(day) ?? { sum: 0, count: 0 };
    return (sum + DAY_DOUBT * (this.#sum / Math.max(1, this.#papers.size))) / (count + DAY_DOUBT);
  }

  #standing(key: string, before: Day): Standing {
    const ids = this.#byName.get(key);
    if (!ids) return UNKNOWN;
    const beforeMs = Date.parse(before);
    let sum = 0;
    let papers = 0;
    for (const id of ids) {
      const entry = this.#papers.get(id);
      if (!entry || entry.dayMs >= beforeMs) continue;
      const weight = entry.credit * 0.5 ** ((beforeMs - entry.dayMs) / DAY_MS / HALF_LIFE_DAYS);
      sum += weight * (entry.logVotes - this.#usual(entry.paper.day));
      papers += weight;
    }
    return papers === 0 ? UNKNOWN : { standing: sum / (papers + DOUBT), papers };
  }
}

const authorKey = (name: string): string => `a ${fold(name).replace(/\s+/g, ' ').trim()}`;
const organizationKey = (slug: string): string => `o ${slug.toLowerCase()}`;
const submitterKey = (account: string): string => `s ${account}`;

function trackedPaper(paper: Paper, submitter: string | undefined): TrackedPaper | undefined {
  const { id, upvotes, listedOn, organization } = paper;
  if (upvotes === undefined || listedOn === undefined) return undefined;
  const names = new Set(paper.authors.map(authorKey));
  if (organization) names.add(organizationKey(organization.slug));
  if (submitter !== undefined) names.add(submitterKey(submitter));
  const people = Math.max(1, paper.authorCount ?? paper.authors.length);
  return { id, day: listedOn, votes: upvotes, people, names: [...names] };
}

/** A record of these papers. */
export function buildTrackRecord(
  papers: Iterable<Paper>,
  submitters?: ReadonlyMap<string, string>,
): TrackRecord {
  const record = new TrackRecord();
  record.add(papers, submitters);
  return record;
}
