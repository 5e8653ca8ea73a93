import type { SourceRun, SourceRunLog } from '../../src/core/sources/source-run-log.ts';

export class MemorySourceRunLog implements SourceRunLog {
  readonly #runs = new Map<string, SourceRun>();

  async record(run: SourceRun): Promise<void> {
    this.#runs.set(`${run.source} ${run.day}`, run);
  }

  async select({
    source,
    since = '',
    until = '9999-12-31',
  }: {
    source?: string;
    since?: string;
    until?: string;
  }) {
    return [...this.#runs.values()]
      .filter(run => (source === undefined || run.source === source) && run.day >= since && run.day <= until)
      .sort((a, b) => b.at - a.at || a.source.localeCompare(b.source) || a.day.localeCompare(b.day));
  }

  async lastOfEach(): Promise<SourceRun[]> {
    const newest = new Map<string, SourceRun>();
    for (const run of await this.select({})) if (!newest.has(run.source)) newest.set(run.source, run);
    return [...newest.values()].sort((a, b) => a.source.localeCompare(b.source));
  }
}
