import type { Log } from '../core/log.ts';
import type { DrawTrends } from '../core/trends/trends-chart.ts';

const MEDIA_TYPES = { png: 'image/png', svg: 'image/svg+xml' } as const;

/** Draws trends. What draws is loaded with the first picture; where that fails, trends are said in characters. */
export function createTrendsChart(log: Log, as: keyof typeof MEDIA_TYPES): DrawTrends {
  return async trends => {
    try {
      const { drawTrends } = await import('../adapters/chart/draw-trends.ts');
      const bytes = await drawTrends(trends, as);
      return { kind: 'bytes', bytes, mediaType: MEDIA_TYPES[as], name: `trends.${as}` };
    } catch (error) {
      log.error('chart-failed', { reason: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  };
}
