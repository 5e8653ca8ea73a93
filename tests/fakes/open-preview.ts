import { startHttpServer } from '../../src/adapters/web/http-server.ts';
import { previewHandler } from '../../src/adapters/web/preview-handler.ts';
import { buildDigest } from '../../src/core/digest/build-digest.ts';
import type { Paper } from '../../src/core/papers/paper.ts';
import { parseQuery } from '../../src/core/query/parse-query.ts';
import { parsePapers } from '../../src/core/sources/parse-papers.ts';
import { RecordingLog } from './recording-log.ts';

const SAMPLE_DAY = '2026-01-07';
const catalogue = { find: () => undefined, suggest: () => [] };

/** The preview page of one listing, on a port of its own. Papers without a day count as of the sample day. */
export async function openPreview(
  listing: string,
  more: readonly Paper[] = [],
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const papers = [...more, ...parsePapers(listing, { source: 'huggingface' }).papers.map(one => one.paper)];
  const handler = previewHandler({
    defaults: { style: 'compact', limit: 8 },
    newestDay: async () => SAMPLE_DAY,
    make: async ({ day, topics, limit }) =>
      buildDigest(
        papers.filter(paper => (paper.listedOn ?? SAMPLE_DAY) === day),
        {
          period: { kind: 'day', day },
          ...(topics && { topics: { text: topics, query: parseQuery(topics, { catalogue }) } }),
          today: SAMPLE_DAY,
          limit,
          ranking: { now: Date.parse(`${SAMPLE_DAY}T13:00:00Z`) },
        },
      ),
  });
  const server = await startHttpServer({ port: 0, host: '127.0.0.1' }, [handler], new RecordingLog());
  return { url: `http://127.0.0.1:${server.port}/`, close: () => server.close() };
}
