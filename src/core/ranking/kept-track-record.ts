import * as z from 'zod';
import type { KeyedStore } from '../keyed-store.ts';
import type { PaperArchive } from '../papers/archive.ts';
import { TrackRecord } from './track-record.ts';

const KEY = 'track-record:3';
/** So many papers read anew cost more than writing the record down. */
const WORTH_KEEPING = 200;

const Kept = z.object({
  revision: z.int(),
  papers: z.array(z.tuple([z.string(), z.string(), z.number(), z.number(), z.array(z.string())])),
  submitters: z.array(z.tuple([z.string(), z.string()])),
});

/**
 * The track record of an archive, kept in step with it. What was read of the archive is written down, so that a process
 * that answers one question does not read every paper for it; what is lost or unreadable is read again.
 */
export class KeptTrackRecord {
  readonly #archive: Pick<PaperArchive, 'changes'>;
  readonly #store: KeyedStore;
  readonly #record = new TrackRecord();
  #revision: number | undefined;

  constructor(archive: Pick<PaperArchive, 'changes'>, store: KeyedStore) {
    this.#archive = archive;
    this.#store = store;
  }

  /** The record as of now. Rejects with Fault when storage can't be read. Not to be called again before it resolves. */
  async upToDate(): Promise<TrackRecord> {
    let revision = this.#revision ?? (await this.#load());
    let read = 0;
    for await (const changes of this.#archive.changes(revision)) {
      this.#record.add(changes.papers, changes.submitters);
      revision = changes.revision;
      this.#revision = revision;
      read += changes.papers.length;
    }
    this.#revision = revision;
    if (read >= WORTH_KEEPING) await this.#keep(revision);
    return this.#record;
  }

  async #load(): Promise<number> {
    const kept = Kept.safeParse(await this.#store.get(KEY));
    if (!kept.success) return 0;
    for (const [id, day, votes, people, names] of kept.data.papers)
      this.#record.addTracked({ id, day, votes, people, names });
    for (const [id, submitter] of kept.data.submitters) this.#record.addSubmitter(id, submitter);
    return kept.data.revision;
  }

  async #keep(revision: number): Promise<void> {
    const papers = [...this.#record.tracked()].map(({ id, day, votes, people, names }) => [
      id,
      day,
      votes,
      people,
      names,
    ]);
    await this.#store.set(KEY, { revision, papers, submitters: [...this.#record.submitters()] });
  }
}
