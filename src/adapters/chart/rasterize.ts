import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { renderAsync } from '@resvg/resvg-js';

const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/inter/package.json'));
const FILES = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'].map(file =>
  join(fonts, file),
);
/** Letters that Inter does not have: what is neither Latin, Greek, Cyrillic nor punctuation. */
const OUTSIDE_INTER = /[\u{530}-\u{1dff}\u{2300}-\u{10ffff}]/u;

/**
 * An SVG as PNG, twice as large, in the font that comes along; on a thread of its own. The fonts of the machine are read
 * only for letters that the font does not have.
 */
export async function rasterize(svg: string): Promise<Uint8Array> {
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    font: { fontFiles: FILES, defaultFontFamily: 'Inter', loadSystemFonts: OUTSIDE_INTER.test(svg) },
  });
  return image.asPng();
}
