import type { PaperArchive, PaperSelection } from '../papers/archive.ts';
import type { Paper } from '../papers/paper.ts';

/** Selections kept: channels that share a schedule and a cut share them. */
const KEPT = 8;

/**
 * Reads each selection of an archive once, until the archive changes: ten thousand channels that are due at one moment
 * look at the same papers, and get the same objects.
 */
export class PaperShelf {
  readonly #archive: PaperArchive;
  readonly #kept = new Map<string, Promise<readonly Paper[]>>();
  #revision: number | undefined;

  constructor(archive: PaperArchive) {
    this.#archive = archive;
  }

  /** The newest sequence number: everything up to it can be selected from now on. */
  async cut(): Promise<number> {
    const { revision, lastSequence } = await this.#archive.state();
    if (revision !== this.#revision) this.#kept.clear();
    this.#revision = revision;
    return lastSequence;
  }

  /** As the archive's own `select`, of the revision that {@link cut} saw last. */
  select(selection: PaperSelection): Promise<readonly Paper[]> {
    const key = JSON.stringify(selection);
    const kept = this.#kept.get(key) ?? this.#read(selection, key);
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    return kept;
  }

  #read(selection: PaperSelection, key: string): Promise<readonly Paper[]> {
    const papers = this.#archive.select(selection);
    papers.catch(() => this.#kept.delete(key));
    return papers;
  }
}
