import type { Digest } from '../digest/digest.ts';
import type { PaperArchive, PaperSelection } from '../papers/archive.ts';
import type { Paper } from '../papers/paper.ts';
import type { InstantMs } from '../time.ts';

/** Selections kept: channels that share a schedule and a cut share them. */
const KEPT = 8;
/** Counting a big archive takes its time, and a digest of a second ago is as good. */
const CUT_KEPT_MS = 1_000;
/** Digests kept of one selection: channels with the same wishes share them. */
const DIGESTS_KEPT = 100;

/**
 * Reads each selection of an archive once, until the archive changes: ten thousand channels that are due at one moment
 * look at the same papers, and get the same objects.
 */
export class PaperShelf {
  readonly #archive: PaperArchive;
  readonly #kept = new Map<string, Promise<readonly Paper[]>>();
  readonly #digests = new WeakMap<readonly Paper[], Map<string, Digest>>();
  #revision: number | undefined;
  #state: { readonly readAt: InstantMs; readonly cut: number } | undefined;

  constructor(archive: PaperArchive) {
    this.#archive = archive;
  }

  /** The newest sequence number as of the last second: everything up to it can be selected from now on. */
  async cut(now: InstantMs): Promise<number> {
    const known = this.#state;
    if (known && known.readAt <= now && now - known.readAt < CUT_KEPT_MS) return known.cut;
    const { revision, lastSequence } = await this.#archive.state();
    if (revision !== this.#revision) this.#kept.clear();
    this.#revision = revision;
    this.#state = { readAt: now, cut: lastSequence };
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

  /** The digest that `wishes` make of a selection, built once. */
  digest(papers: readonly Paper[], wishes: string, build: () => Digest): Digest {
    const known = this.#digests.get(papers) ?? new Map<string, Digest>();
    const digest = known.get(wishes) ?? build();
    if (known.size < DIGESTS_KEPT) known.set(wishes, digest);
    this.#digests.set(papers, known);
    return digest;
  }

  #read(selection: PaperSelection, key: string): Promise<readonly Paper[]> {
    const papers = this.#archive.select(selection);
    papers.catch(() => this.#kept.delete(key));
    return papers;
  }
}
