/**
 * Bundles `src/main.ts` into `dist`, or the folder that is given: one file is found and read faster than a few hundred, and what is imported and not
 * used is left out. Verbs and platforms stay chunks of their own, loaded when they are called.
 */
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

const outdir = process.argv[2] ?? 'dist';
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: ['src/main.ts'],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
  // Large, loaded only when they are needed, or with a binary of the platform beside them.
  external: ['discord.js', 'undici', '@slack/bolt', 'pg', '@photostructure/sqlite', '@resvg/resvg-js'],
  // What is bundled and written in CommonJS asks for Node's modules this way; our own code imports createRequire too.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
});
