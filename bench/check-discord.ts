import fc from 'fast-check';
import type { Digest } from '../src/core/digest/digest.ts';
import { DIGEST_STYLES } from '../src/core/platform.ts';
import { judgeDigest } from '../tests/adapters/discord/judge-digest.ts';
import { nastyDigest } from '../tests/adapters/discord/nasty-papers.ts';

/**
 * Ten thousand generated papers with all that breaks a renderer, in digests of every style: each message against Discord's
 * official OpenAPI and documented limits, and read again with an independent parser of Discord's Markdown. What fails is
 * shrunk to the smallest digest that does. `npm run check:discord [papers] [seed]`; ends with 1 when something is wrong.
 */
const PAPERS = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 2026);
/** How often the shrinking of one failure tries. */
const BATCH = 200;

/** What is wrong with the smallest digest that fails, and how to come back to it; a whole report is a megabyte. */
function reportOf({
  errorInstance,
  seed: at,
  counterexamplePath,
  counterexample,
}: fc.RunDetails<[Digest]>): string {
  const titles = (counterexample?.[0].entries ?? []).map(({ paper }) => paper.title);
  const reason = errorInstance instanceof Error ? errorInstance.message : 'failed';
  return [
    reason.slice(0, 2_000),
    `seed ${at}, path ${counterexamplePath}`,
    JSON.stringify(titles).slice(0, 2_000),
  ].join('\n');
}

const row = (...cells: readonly (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`);
console.log(`Digests of ${PAPERS} generated papers, checked message by message; seed ${seed}\n`);
row('style', 'digests', 'papers', 'messages', 'titles read', 'links followed', 'buttons', 'wrong');
row('---', ...Array.from({ length: 7 }, () => '---:'));
let wrong = 0;
for (const style of DIGEST_STYLES) {
  const count = { digests: 0, payloads: 0, titles: 0, links: 0, buttons: 0 };
  let failure: string | null = null;
  for (let batch = 0; count.titles < PAPERS && failure === null; batch++) {
    const details = fc.check(
      fc.property(nastyDigest(8), digest => {
        const judged = judgeDigest(digest, style);
        count.digests += 1;
        for (const name of ['payloads', 'titles', 'links', 'buttons'] as const) count[name] += judged[name];
        if (judged.faults.length > 0) throw new Error(judged.faults.join('\n'));
      }),
      { numRuns: BATCH, seed: seed + batch },
    );
    if (details.failed) failure = reportOf(details);
  }
  wrong += failure === null ? 0 : 1;
  row(
    style,
    count.digests,
    count.titles,
    count.payloads,
    count.titles,
    count.links,
    count.buttons,
    failure === null ? 0 : 1,
  );
  if (failure !== null) console.error(failure);
}
process.exitCode = wrong === 0 ? 0 : 1;
