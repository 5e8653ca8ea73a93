import type { Log } from '../log.ts';
import type { PaperArchive } from '../papers/archive.ts';
import type { Paper } from '../papers/paper.ts';
import type { Query } from '../query/query.ts';
import type { Day } from '../time.ts';
import type { ByteSource } from './bytes/byte-source.ts';
import type { IndexStore } from './index-store.ts';
import { SegmentBuilder } from './making/segment-builder.ts';
import type { PaperSearch, SearchAnswer, SearchSort } from './paper-search.ts';
import { SearchIndex } from './search-index.ts';

/** What {@link ArchiveSearch} works with. */
export interface ArchiveSearchParts {
  readonly archive: PaperArchive;
  readonly store: IndexStore;
  readonly log: Log;
  readonly today: () => Day;
  /** Resolves when other work had its turn: long building is done in small steps. */
  readonly pause: () => Promise<void>;
}

/** Between two pauses of building. */
const STEPS_BETWEEN_PAUSES = 8;
/** After so many papers changed, the index is saved. */
const SAVE_AFTER = 200;

interface Ready {
  index: SearchIndex;
  revision: number;
  /** Papers that changed since the index was saved. */
  unsaved: number;
}

/**
 * Searches an archive by an index of it that is kept in step: every search first takes in what changed. The index is
 * opened from the store, or made anew when there is none that fits; a store that fails costs only time.
 */
export class ArchiveSearch implements PaperSearch {
  readonly #parts: ArchiveSearchParts;
  #ready: Promise<Ready> | undefined;
  /** Changes are taken in one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #source: ByteSource | undefined;
  #retired: ByteSource | undefined;

  constructor(parts: ArchiveSearchParts) {
    this.#parts = parts;
  }

  async search(
    query: Query,
    options: { readonly sort: SearchSort; readonly limit: number; readonly offset: number },
  ): Promise<SearchAnswer> {
    const index = await this.#current();
    const { total, hits, didYouMean } = index.search(query, { ...options, today: this.#parts.today() });
    const papers = await this.#papers(hits.map(({ id }) => id));
    const found = hits.flatMap(({ id, score, reasons }) => {
      const paper = papers.get(id);
      return paper ? [{ paper, score, reasons }] : [];
    });
    return { total, found, ...(didYouMean !== undefined && { didYouMean }) };
  }

  async similar(paperId: string, limit: number): Promise<readonly Paper[]> {
    const index = await this.#current();
    const ids = index.similar(paperId, limit);
    const papers = await this.#papers(ids);
    return ids.flatMap(id => papers.get(id) ?? []);
  }

  async complete(
    typed: string,
    limit: number,
  ): Promise<readonly { readonly label: string; readonly value: string }[]> {
    const index = await this.#current();
    const suggestions = index.suggest(typed, limit).slice(0, limit);
    const papers = await this.#papers(suggestions.flatMap(each => (each.kind === 'paper' ? [each.id] : [])));
    return suggestions.flatMap(each => {
      if (each.kind !== 'paper') {
        const field = each.kind === 'author' ? 'author' : 'org';
        return [{ label: each.text, value: `${field}:"${each.text.replaceAll('"', '')}"` }];
      }
      const paper = papers.get(each.id);
      return paper ? [{ label: paper.title, value: paper.id }] : [];
    });
  }

  /** Saves what the store does not have yet. To be called before the process ends; never rejects. */
  async close(): Promise<void> {
    const ready = await this.#ready?.catch(() => undefined);
    if (ready && ready.unsaved > 0) await this.#inTurn(() => this.#save(ready));
    this.#retired?.close();
    this.#source?.close();
  }

  async #papers(ids: readonly string[]): Promise<Map<string, Paper>> {
    if (ids.length === 0) return new Map();
    const papers = await this.#parts.archive.select({ ids });
    return new Map(papers.map(paper => [paper.id, paper]));
  }

  /** The index with everything in it that the archive has. */
  async #current(): Promise<SearchIndex> {
    this.#ready ??= this.#open().catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    const ready = await this.#ready;
    const { revision } = await this.#parts.archive.state();
    if (revision !== ready.revision) await this.#inTurn(() => this.#catchUp(ready));
    return ready.index;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #open(): Promise<Ready> {
    const { archive, log } = this.#parts;
    const opened = this.#openStored();
    const state = await archive.state();
    if (opened && opened.revision <= state.revision) {
      log.info('search-index-opened', { papers: opened.index.size });
      return opened;
    }
    if (opened) log.warn('search-index-unusable', { reason: 'it is of another archive' });
    return this.#rebuild();
  }

  /** What the store has, if it can be used. Says once why not. */
  #openStored(): Ready | undefined {
    const { store, log } = this.#parts;
    try {
      const source = store.open();
      if (!source) return undefined;
      const opening = SearchIndex.open(source);
      if (opening.kind === 'opened') {
        this.#source = source;
        return { index: opening.index, revision: opening.state.revision, unsaved: 0 };
      }
      source.close();
      const reason = opening.kind === 'damaged' ? opening.reason : `it is ${opening.kind}`;
      log.warn('search-index-unusable', { reason });
    } catch (error) {
      log.warn('search-index-unusable', { reason: said(error) });
    }
    return undefined;
  }

  async #rebuild(): Promise<Ready> {
    const { archive, log, pause } = this.#parts;
    const builder = new SegmentBuilder();
    let revision = 0;
    for await (const change of archive.changes()) {
      for (const paper of change.papers) builder.add(paper);
      revision = change.revision;
      await pause();
    }
    const steps = SearchIndex.finish(builder);
    for (let n = 1; ; n++) {
      const step = steps.next();
      if (step.done) {
        const ready = { index: step.value, revision, unsaved: step.value.size };
        await this.#save(ready);
        log.info('search-index-made', { papers: ready.index.size });
        return ready;
      }
      if (n % STEPS_BETWEEN_PAUSES === 0) await pause();
    }
  }

  async #catchUp(ready: Ready): Promise<void> {
    for await (const change of this.#parts.archive.changes(ready.revision)) {
      ready.index.remove(change.removed);
      ready.index.add(change.papers);
      ready.revision = change.revision;
      ready.unsaved += change.papers.length + change.removed.length;
    }
    if (ready.index.wantsRebuild || ready.index.damaged > 0) Object.assign(ready, await this.#rebuild());
    else if (ready.unsaved >= SAVE_AFTER) await this.#save(ready);
  }

  /** Reads from what was saved, so that memory holds no more than it must. Who still searches the old one may finish. */
  #goOnWith(ready: Ready): void {
    const source = this.#parts.store.open();
    const opening = source && SearchIndex.open(source);
    if (!source || opening?.kind !== 'opened') return;
    ready.index = opening.index;
    this.#retired?.close();
    this.#retired = this.#source;
    this.#source = source;
  }

  /** Saves, and goes on with what was saved. */
  async #save(ready: Ready): Promise<void> {
    const { archive, store, log } = this.#parts;
    try {
      const { count } = await archive.state();
      await store.save(ready.index.bytes({ count, revision: ready.revision }));
      ready.unsaved = 0;
      this.#goOnWith(ready);
    } catch (error) {
      log.warn('search-index-not-saved', { reason: said(error) });
    }
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));
