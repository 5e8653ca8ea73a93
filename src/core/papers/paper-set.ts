import type { InstantMs } from '../time.ts';
import type { ParsedPaper } from './archive.ts';
import { knownRecords, mergePapers } from './merge-papers.ts';
import type { Paper, Sighting } from './paper.ts';
import { titleKey } from './title-key.ts';

/** One paper as an archive keeps it. */
export interface PaperRecord extends ParsedPaper {
  /** When it was first seen, under any of its ids. */
  readonly firstSeen: InstantMs;
  /** Given by the archive when it stores a paper: absent until then. */
  readonly sequence?: number;
}

/** What adding did to a record. `resighted`: it was seen again at another time, and nothing else about it changed. */
export type RecordChange = 'unseen' | 'unchanged' | 'resighted' | 'updated' | 'added';

export interface ChangedRecord {
  readonly record: PaperRecord;
  readonly change: RecordChange;
}

interface Entry {
  record: PaperRecord;
  change: RecordChange;
}

/**
 * Papers while sightings are merged into them: the rules of an archive without its storage. Loaded with what the
 * archive knows of the papers to come: the records under their ids, under the ids that these stand for, and under
 * their title keys. One paper is one record, whatever ids it is seen under.
 */
export class PaperSet {
  readonly #entries = new Map<string, Entry>();
  readonly #idsByTitle = new Map<string, Set<string>>();
  readonly #aliases = new Map<string, string>();
  readonly #renamed = new Set<string>();

  /** `aliases`: ids that were found to be another paper's, and that paper's id. */
  constructor(known: Iterable<PaperRecord> = [], aliases: Iterable<readonly [string, string]> = []) {
    for (const record of known) this.#put({ record, change: 'unseen' });
    for (const [alias, id] of aliases) this.#aliases.set(alias, id);
  }

  add(parsed: ParsedPaper, seenAt: InstantMs): void {
    const same = this.#entriesOf(parsed.paper);
    const record = mergeInto(same, parsed, seenAt);
    const change = changeOf(same, record);
    for (const entry of same) this.#remove(entry, record.paper.id);
    this.#aliases.delete(record.paper.id);
    this.#renamed.delete(record.paper.id);
    if (parsed.paper.id !== record.paper.id) this.#rename(parsed.paper.id, record.paper.id);
    this.#put({ record, change });
  }

  /** Every record with what became of it. */
  records(): ChangedRecord[] {
    return [...this.#entries.values()];
  }

  /** Ids that adding found to be another paper's: `[id, its paper's id]`. */
  aliases(): (readonly [string, string])[] {
    return [...this.#renamed].map(id => [id, this.#resolve(id)] as const);
  }

  #entriesOf(paper: Paper): Entry[] {
    const id = this.#resolve(paper.id);
    const candidates = [id, ...(this.#idsByTitle.get(titleKey(paper.title)) ?? [])];
    const records = [...new Set(candidates)].flatMap(
      candidate => this.#entries.get(candidate)?.record.paper ?? [],
    );
    return knownRecords(id === paper.id ? paper : { ...paper, id }, records).flatMap(
      known => this.#entries.get(known.id) ?? [],
    );
  }

  #resolve(id: string): string {
    let current = id;
    while (!this.#entries.has(current)) {
      const next = this.#aliases.get(current);
      if (next === undefined) return current;
      current = next;
    }
    return current;
  }

  #put(entry: Entry): void {
    const { id, title } = entry.record.paper;
    this.#entries.set(id, entry);
    const key = titleKey(title);
    const ids = this.#idsByTitle.get(key);
    if (ids) ids.add(id);
    else this.#idsByTitle.set(key, new Set([id]));
  }

  #remove(entry: Entry, successor: string): void {
    const { id, title } = entry.record.paper;
    this.#entries.delete(id);
    this.#idsByTitle.get(titleKey(title))?.delete(id);
    if (id !== successor) this.#rename(id, successor);
  }

  #rename(id: string, successor: string): void {
    if (this.#aliases.get(id) === successor) return;
    this.#aliases.set(id, successor);
    this.#renamed.add(id);
  }
}

function mergeInto(same: readonly Entry[], parsed: ParsedPaper, seenAt: InstantMs): PaperRecord {
  // Merged with itself a paper has its fields in their order, so that records compare as text.
  const seen = { ...parsed, paper: mergePapers(parsed.paper, parsed.paper), firstSeen: seenAt };
  const [only, another] = same;
  if (only && !another && textOf(only.record) === textOf(seen)) return only.record;
  return same.map(entry => entry.record).reduce(mergeRecords, seen);
}

function mergeRecords(seen: PaperRecord, known: PaperRecord): PaperRecord {
  const paper = mergePapers(known.paper, seen.paper);
  const title = originalOf('title', paper, known, seen);
  const abstract = originalOf('abstract', paper, known, seen);
  const original = {
    ...(title === undefined ? {} : { title }),
    ...(abstract === undefined ? {} : { abstract }),
  };
  const [first, later] = known.firstSeen <= seen.firstSeen ? [known, seen] : [seen, known];
  const submitter = first.submitter ?? later.submitter;
  const sequence = Math.min(known.sequence ?? Infinity, seen.sequence ?? Infinity);
  return {
    paper,
    ...(title === undefined && abstract === undefined ? {} : { original }),
    ...(submitter !== undefined && { submitter }),
    firstSeen: Math.min(known.firstSeen, seen.firstSeen),
    ...(sequence === Infinity ? {} : { sequence }),
  };
}

/** The text before clean-up of whichever record the merged text came from; of equal ones the one known first. */
function originalOf(
  field: 'title' | 'abstract',
  merged: Paper,
  known: PaperRecord,
  seen: PaperRecord,
): string | undefined {
  if (merged[field] === known.paper[field])
    return (
      known.original?.[field] ??
      (known.paper[field] === seen.paper[field] ? seen.original?.[field] : undefined)
    );
  return seen.original?.[field];
}

function changeOf(before: readonly Entry[], after: PaperRecord): RecordChange {
  const [only] = before;
  if (!only) return 'added';
  if (before.every(entry => entry.change === 'added')) return 'added';
  if (before.length > 1 || only.change === 'updated') return 'updated';
  if (only.record === after || textOf(only.record) === textOf(after))
    return only.change === 'unseen' ? 'unchanged' : only.change;
  return textOf(only.record, undated) === textOf(after, undated) ? 'resighted' : 'updated';
}

const textOf = (
  { paper, original, submitter }: PaperRecord,
  sighting = (seen: Sighting): Sighting => seen,
): string =>
  JSON.stringify([
    { ...paper, sightings: paper.sightings.map(sighting) },
    original?.title,
    original?.abstract,
    submitter,
  ]);

const undated = ({ source, day }: Sighting): Sighting => (day === undefined ? { source } : { source, day });
