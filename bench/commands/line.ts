/**
 * What a command costs beside the work itself: `npm run bench:commands`.
 *
 * - reading a line: words, options, checks, beside Node's own `util.parseArgs` on the same words
 * - running a line through the desk, beside the same question asked of the store directly
 * - completion while somebody types
 */
import { parseArgs } from 'node:util';
import { COMMANDS } from '../../src/commands/catalogue.ts';
import { checkOptions } from '../../src/commands/check-options.ts';
import { createCommandDesk } from '../../src/commands/create-command-desk.ts';
import { readOptions, splitLine } from '../../src/commands/parse-line.ts';
import { QUERY_KEYS } from '../../src/commands/query-keys.ts';
import { MANAGER, openCommandServices } from '../../tests/fakes/open-command-services.ts';

const ROUNDS = 7;

/** Median microseconds of one call, over several rounds after a warm-up. */
async function measure(calls: number, work: () => unknown): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const startedAt = performance.now();
    for (let call = 0; call < calls; call++) await work();
    if (round > 0) rounds.push(((performance.now() - startedAt) * 1000) / calls);
  }
  return rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

const subscribe = COMMANDS.get('subscribe');
if (!subscribe) throw new Error('there is no subscribe');
const line =
  '“speculative decoding”, topic:quantization -survey at:09:00 days:mon,thu tz:Europe/Berlin limit:5';
const args = [
  '"speculative decoding", topic:quantization -survey',
  '--at',
  '09:00',
  '--days',
  'mon,thu',
  '--tz',
  'Europe/Berlin',
  '--limit',
  '5',
];
const string = { type: 'string' } as const;
const options = { at: string, days: string, tz: string, limit: string };

const { services } = await openCommandServices([]);
const desk = createCommandDesk(services);
await desk.run({ kind: 'line', line: 'subscribe moe, agents' }, MANAGER);

const read = await measure(5_000, () =>
  checkOptions(subscribe.spec, readOptions(subscribe.spec, splitLine(line), QUERY_KEYS), {
    today: '2026-01-07',
  }),
);
const peer = await measure(5_000, () => parseArgs({ args, options, allowPositionals: true }));
const list = await measure(500, () => desk.run({ kind: 'line', line: 'list' }, MANAGER));
const store = await measure(500, async () => {
  const [here] = await services.subscriptions.ofChannel(MANAGER.channel);
  return here && services.subscriptions.nextDue(here.id);
});
const complete = await measure(500, () =>
  desk.complete({ command: 'subscribe', option: 'topics', typed: 'quan' }, MANAGER),
);

const row = (what: string, ours: number, beside: string, other: number): void =>
  console.log(
    `| ${what} | ${ours.toFixed(1)} µs | ${beside} ${other.toFixed(1)} µs | ${(ours / other).toFixed(2)} |`,
  );
console.log('| what | Broadsheet | beside | ratio |');
console.log('|---|---|---|---|');
row('a line read and checked', read, 'util.parseArgs, unchecked', peer);
row('`list` through the desk', list, 'its two questions to the store', store);
row('topics completed', complete, '`list`', list);
