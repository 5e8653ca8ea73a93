import type { AddResult, PaperArchive, PaperSelection, ParsedPaper } from '../../src/core/papers/archive.ts';
import { mergePapers } from '../../src/core/papers/merge-papers.ts';
import type { Paper } from '../../src/core/papers/paper.ts';

/** An archive in memory that knows a paper again by its id alone. */
export class MemoryArchive implements PaperArchive {
  readonly #papers = new Map<string, Paper>();
  readonly #originals = new Map<string, ParsedPaper['original']>();
  #revision = 0;

  async add(papers: readonly ParsedPaper[]): Promise<AddResult> {
    const result = { added: 0, updated: 0, unchanged: 0 };
    for (const { paper, original } of papers) {
      const known = this.#papers.get(paper.id);
      const merged = known ? mergePapers(known, paper) : paper;
      const change = !known
        ? 'added'
        : JSON.stringify(known) === JSON.stringify(merged)
          ? 'unchanged'
          : 'updated';
      result[change]++;
      if (change !== 'unchanged') this.#revision++;
      this.#papers.set(paper.id, merged);
      if (original) this.#originals.set(paper.id, original);
    }
    return result;
  }

  async get(id: string): Promise<Paper | undefined> {
    return this.#papers.get(id);
  }

  async original(id: string): Promise<{ title?: string; abstract?: string } | undefined> {
    return this.#originals.get(id);
  }

  async select(selection: PaperSelection): Promise<Paper[]> {
    const { listedSince = '', listedUntil = '9999-12-31', addedAfter = 0, addedUntil = Infinity } = selection;
    return [...this.#papers.values()]
      .filter((_, index) => index + 1 > addedAfter && index + 1 <= addedUntil)
      .filter(({ id }) => selection.ids?.includes(id) ?? true)
      .filter(({ listedOn = '' }) => listedOn >= listedSince && listedOn <= listedUntil)
      .sort((a, b) => (b.listedOn ?? '').localeCompare(a.listedOn ?? '') || (a.id < b.id ? -1 : 1))
      .slice(0, selection.limit);
  }

  async *scan(after = 0): AsyncIterable<{ readonly sequence: number; readonly papers: readonly Paper[] }> {
    const papers = [...this.#papers.values()].slice(after);
    if (papers.length > 0) yield { sequence: this.#papers.size, papers };
  }

  async count(): Promise<number> {
    return this.#papers.size;
  }

  async state(): Promise<{ count: number; revision: number; lastSequence: number }> {
    return { count: this.#papers.size, revision: this.#revision, lastSequence: this.#papers.size };
  }

  async newestDay(): Promise<string | undefined> {
    return (await this.select({ limit: 1 }))[0]?.listedOn;
  }
}
