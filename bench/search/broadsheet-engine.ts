import { SearchIndexFile } from '../../src/adapters/database/search-index-file.ts';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { parseQuery } from '../../src/core/query/parse-query.ts';
import { findCandidates } from '../../src/core/search/candidates.ts';
import { openIndex } from '../../src/core/search/index-bytes.ts';
import { SegmentBuilder } from '../../src/core/search/making/segment-builder.ts';
import { planQuery } from '../../src/core/search/query-plan.ts';
import { resolveQuery } from '../../src/core/search/resolved-query.ts';
import { SearchIndex } from '../../src/core/search/search-index.ts';
import { batches, processorTime, type SearchEngine, Stopwatch } from './engine.ts';

const TODAY = '2026-06-30';
const TEN = { sort: 'relevant', limit: 10, offset: 0, today: TODAY } as const;
const catalogue = { find: () => undefined, suggest: () => [] };

export const broadsheetEngine: SearchEngine = {
  async build(path, papers) {
    const watch = new Stopwatch();
    const builder = new SegmentBuilder();
    let count = 0;
    for (const batch of batches(papers)) {
      watch.of(() => {
        for (const paper of batch) builder.add(paper);
      });
      count += batch.length;
    }
    const start = processorTime();
    const steps = SearchIndex.finish(builder);
    let step = steps.next();
    while (!step.done) step = steps.next();
    await new SearchIndexFile(path, systemClock).save(step.value.bytes({ count, revision: 1 }));
    return watch.ms + processorTime() - start;
  },

  open(path) {
    const store = new SearchIndexFile(path, systemClock);
    const source = store.open();
    const opening = source && SearchIndex.open(source);
    if (!source || opening?.kind !== 'opened') throw new Error(`no index at ${path}`);
    const { index } = opening;
    let contents: ReturnType<typeof openIndex> | undefined;
    return {
      search: ({ text }) => index.search(parseQuery(text, { catalogue }), TEN).hits.map(({ id }) => id),
      searchByWords({ text }) {
        contents ??= openIndex(source);
        if (contents.kind !== 'opened') throw new Error(`no index at ${path}`);
        const view = contents.contents;
        const query = resolveQuery(planQuery(parseQuery(text, { catalogue })), view.segments, true);
        return findCandidates(query, view, TODAY, 10).papers.length;
      },
      suggest: typed => index.suggest(typed, 10).length,
    };
  },
};
