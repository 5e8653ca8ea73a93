import type { Trends } from '../../core/trends/trends.ts';
import { rasterize } from './rasterize.ts';
import { trendsFigure } from './trends-figure.ts';

/** Trends as a PNG, and as the SVG it was made from. */
export async function drawTrends(trends: Trends, as: 'png' | 'svg'): Promise<Uint8Array> {
  const svg = trendsFigure(trends);
  return as === 'svg' ? new TextEncoder().encode(svg) : rasterize(svg);
}
