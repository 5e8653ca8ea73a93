import { performance } from 'node:perf_hooks';
import type { EmulatedInteraction } from '../tests/emulators/discord/emulated-interaction.ts';
import { openDiscord } from '../tests/fakes/open-discord.ts';
import { inventedPaper } from '../tests/fakes/papers.ts';

/**
 * How long Discord waits for the acknowledgement of 200 slash commands that arrive at once, through the real client and
 * the real commands; beside it, as many bare requests to the same loopback server, which is what the machine can do.
 * `npm run bench:commands:discord`.
 */
const COMMANDS = 200;
const ROUNDS = 5;

const papers = Array.from({ length: 2_000 }, (_, at) =>
  inventedPaper({
    id: `arxiv:2601.${String(at).padStart(5, '0')}`,
    title: `Agents that plan, part ${at}`,
    upvotes: at,
  }),
);
const open = await openDiscord(papers);
await open.adapter.connect(open.desk, open.events);
open.discord.limits.scale = 1_000;

const place = { channel: open.channel, user: open.reader };
const ask = (at: number): EmulatedInteraction => {
  const kinds = ['search', 'show', 'help', 'status'] as const;
  const name = kinds[at % kinds.length] ?? 'help';
  const options =
    name === 'search' ? { query: 'agents' } : name === 'show' ? { id: papers[at]?.id ?? '' } : {};
  return open.discord.command(place, name, options);
};

const acknowledged: number[] = [];
const answered: number[] = [];
let missed = 0;
for (let round = 0; round <= ROUNDS; round++) {
  const startedAt = performance.now();
  const all = Array.from({ length: COMMANDS }, (_, at) => ask(at));
  const ends = await Promise.allSettled(
    all.map(async one => {
      await one.answered();
      return performance.now() - startedAt;
    }),
  );
  // The first round warms up what every later one uses.
  if (round === 0) continue;
  missed += all.filter(one => !one.callback).length;
  acknowledged.push(...all.flatMap(one => one.callback?.afterMs ?? []));
  answered.push(...ends.flatMap(end => (end.status === 'fulfilled' ? [end.value] : [])));
}

const bare: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: COMMANDS }, async () => {
      const response = await fetch(`${open.discord.apiUrl}/v10/interactions/1/none/callback`, {
        method: 'POST',
        body: '{}',
      });
      await response.arrayBuffer();
      bare.push(performance.now() - startedAt);
    }),
  );
}
await open.close();

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
const row = (name: string, values: readonly number[]): string =>
  `| ${name} | ${[0.5, 0.95, 0.99].map(share => quantile(values, share).toFixed(0)).join(' | ')} |`;
console.log(`${COMMANDS} slash commands at once, ${ROUNDS} times; milliseconds\n`);
console.log('| | p50 | p95 | p99 |\n|---|---:|---:|---:|');
console.log(row('acknowledged', acknowledged));
console.log(row('answered', answered));
console.log(row('a bare request to the same server', bare));
console.log(
  `\n${missed} missed; acknowledged p99 is ${(quantile(acknowledged, 0.99) / quantile(bare, 0.99)).toFixed(1)} × a bare request's`,
);
process.exitCode = missed === 0 ? 0 : 1;
