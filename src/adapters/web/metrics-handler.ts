import { answerText, onlyReads } from './answer-text.ts';
import type { HttpHandler } from './http-server.ts';
import type { MetricFacts, Metrics } from './metrics.ts';

/** `/metrics`. Scrapes that come while one is under way get its page: they cost the database nothing. */
export function metricsHandler(metrics: Metrics, facts: MetricFacts): HttpHandler {
  let underWay: Promise<string> | undefined;
  return {
    paths: ['/metrics'],
    async handle(request, response) {
      if (!onlyReads(request, response)) return;
      underWay ??= metrics.scrape(facts).finally(() => {
        underWay = undefined;
      });
      answerText(request, response, 200, await underWay, { 'content-type': metrics.contentType });
    },
  };
}
