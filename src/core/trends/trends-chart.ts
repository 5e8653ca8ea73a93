import type { ImageSource } from '../document/document.ts';
import type { Trends } from './trends.ts';

/**
 * Draws trends as one picture, or gives nothing where a picture is not wanted or can't be made: then they are said in
 * characters. Never rejects.
 */
export type DrawTrends = (trends: Trends) => Promise<Extract<ImageSource, { kind: 'bytes' }> | undefined>;
