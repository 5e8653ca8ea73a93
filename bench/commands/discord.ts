import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';
import { createDiscordAdapter } from '../../src/adapters/discord/adapter.ts';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { createCommandDesk } from '../../src/commands/create-command-desk.ts';
import { Secret } from '../../src/core/secret.ts';
import { EMULATOR_TOKEN } from '../../tests/emulators/discord/discord-emulator.ts';
import { openCommandServices } from '../../tests/fakes/open-command-services.ts';
import { memoryStore, SeenEvents } from '../../tests/fakes/open-discord.ts';
import { inventedPaper } from '../../tests/fakes/papers.ts';
import { RecordingLog } from '../../tests/fakes/recording-log.ts';
import type { BurstAnswer, BurstOrder } from './discord-burst.ts';
import { quantile } from './quantile.ts';

/**
 * How long Discord waits for the acknowledgement of 200 slash commands that it sends at once, through the real client and the
 * real commands; the peer is discord.js alone, which does nothing but acknowledge. `npm run bench:commands:discord`.
 */
const ORDER: BurstOrder = { atOnce: 200, papers: 2_000 };
const ROUNDS = 5;

type Burst = Extract<BurstAnswer, { kind: 'burst' }>;

/** A Discord of its own for one bot; resolves to what its rounds measured, without the one that warms up. */
async function bursts(connect: (apiUrl: string) => Promise<() => Promise<void>>): Promise<readonly Burst[]> {
  const child = fork(fileURLToPath(new URL('discord-burst.ts', import.meta.url)));
  const died = new Promise<never>((_, reject) => {
    child.once('exit', code => reject(new Error(`the emulator ended with ${code}`)));
  });
  const next = (): Promise<BurstAnswer> =>
    Promise.race([died, new Promise<BurstAnswer>(resolve => child.once('message', resolve))]);
  const listening = await next();
  const disconnect = await connect(listening.kind === 'listening' ? listening.apiUrl : '');
  const seen: Burst[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    child.send(ORDER);
    const answer = await next();
    if (round > 0 && answer.kind === 'burst') seen.push(answer);
  }
  await disconnect();
  child.removeAllListeners('exit');
  child.disconnect();
  return seen;
}

async function connectBroadsheet(apiUrl: string): Promise<() => Promise<void>> {
  const papers = Array.from({ length: ORDER.papers }, (_, at) =>
    inventedPaper({
      id: `arxiv:2601.${String(at).padStart(5, '0')}`,
      title: `Agents that plan, part ${at}`,
      upvotes: at,
    }),
  );
  const { services, stores } = await openCommandServices(papers);
  const adapter = createDiscordAdapter({
    token: new Secret(EMULATOR_TOKEN),
    apiUrl,
    clock: systemClock,
    log: new RecordingLog(),
    store: memoryStore(),
    leases: stores.leases,
    owner: 'this-process',
    registration: { kind: 'global' },
  });
  await adapter.connect(createCommandDesk(services), new SeenEvents());
  return async () => {
    await adapter.disconnect();
    await stores.close();
  };
}

async function connectDiscordJs(apiUrl: string): Promise<() => Promise<void>> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: apiUrl } });
  client.on(Events.InteractionCreate, interaction => {
    if (interaction.isChatInputCommand())
      void interaction
        .deferReply({ flags: MessageFlags.Ephemeral })
        .then(() => interaction.editReply({ content: 'Done', allowedMentions: { parse: [] } }));
  });
  const ready = new Promise(resolve => client.once(Events.ClientReady, resolve));
  await client.login(EMULATOR_TOKEN);
  await ready;
  return () => client.destroy();
}

const own = await bursts(connectBroadsheet);
const peer = await bursts(connectDiscordJs);
const row = (name: string, values: readonly number[]): string =>
  `| ${name} | ${[0.5, 0.95, 0.99].map(share => quantile(values, share).toFixed(0)).join(' | ')} |`;
const acknowledged = own.flatMap(burst => burst.acknowledged);
const bare = peer.flatMap(burst => burst.acknowledged);
const missed = own.reduce((sum, burst) => sum + burst.missed, 0);
console.log(
  `Discord: ${ORDER.atOnce} slash commands at once, ${ROUNDS} times; milliseconds after they were sent\n`,
);
console.log('| | p50 | p95 | p99 |\n|---|---:|---:|---:|');
console.log(row('acknowledged', acknowledged));
console.log(
  row(
    'answered',
    own.flatMap(burst => burst.answered),
  ),
);
console.log(row('acknowledged by discord.js alone', bare));
console.log(
  `\n${missed} missed; p99 is ${(quantile(acknowledged, 0.99) / quantile(bare, 0.99)).toFixed(2)} × that of discord.js alone`,
);
process.exitCode = missed === 0 ? 0 : 1;
