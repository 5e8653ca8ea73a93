import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { createSlackAdapter } from '../../src/adapters/slack/adapter.ts';
import { startHttpServer } from '../../src/adapters/web/http-server.ts';
import { createCommandDesk } from '../../src/commands/create-command-desk.ts';
import { Secret } from '../../src/core/secret.ts';
import { openCommandServices } from '../../tests/fakes/open-command-services.ts';
import { SeenEvents } from '../../tests/fakes/open-discord.ts';
import { RecordingLog } from '../../tests/fakes/recording-log.ts';
import { quantile } from './quantile.ts';
import { BURST_SECRET, BURST_TOKEN, type BurstAnswer, type BurstOrder } from './slack-burst.ts';

/**
 * How long Slack waits for the acknowledgement of 200 commands that it sends at once, with the real commands behind them,
 * in both modes; the peer is Bolt alone, with a listener that acknowledges and answers. `npm run bench:commands:slack`.
 */
const AT_ONCE = 200;
const ROUNDS = 5;
const MODES = ['socket', 'http'] as const;
type Mode = (typeof MODES)[number];

/** A bot that is connected, and where it takes requests when it does not go to Slack for them. */
interface Connected {
  readonly eventsUrl?: string;
  close(): Promise<void>;
}

type Burst = Extract<BurstAnswer, { kind: 'burst' }>;

/** A Slack of its own for one bot; resolves to what its rounds measured, without the one that warms up. */
async function bursts(connect: (apiUrl: string) => Promise<Connected>): Promise<readonly Burst[]> {
  const child = fork(fileURLToPath(new URL('slack-burst.ts', import.meta.url)));
  const died = new Promise<never>((_, reject) => {
    child.once('exit', code => reject(new Error(`the emulator ended with ${code}`)));
  });
  const next = (): Promise<BurstAnswer> =>
    Promise.race([died, new Promise<BurstAnswer>(resolve => child.once('message', resolve))]);
  const listening = await next();
  const bot = await connect(listening.kind === 'listening' ? listening.apiUrl : '');
  const order: BurstOrder = { atOnce: AT_ONCE, ...(bot.eventsUrl && { eventsUrl: bot.eventsUrl }) };
  const seen: Burst[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    child.send(order);
    const answer = await next();
    if (round > 0 && answer.kind === 'burst') seen.push(answer);
  }
  await bot.close();
  child.removeAllListeners('exit');
  child.disconnect();
  return seen;
}

async function connectBroadsheet(mode: Mode, apiUrl: string): Promise<Connected> {
  const { services, stores } = await openCommandServices([]);
  const adapter = createSlackAdapter({
    mode:
      mode === 'socket'
        ? { kind: 'socket', appToken: new Secret('xapp-loopback') }
        : { kind: 'http', signingSecret: new Secret(BURST_SECRET) },
    tokens: { kind: 'one', botToken: new Secret(BURST_TOKEN) },
    apiUrl,
    clock: systemClock,
    log: new RecordingLog(),
    store: stores.keyed('slack'),
    subscriptions: stores.subscriptions,
    whoMaySubscribe: 'members',
    unfurl: false,
  });
  const web =
    adapter.http &&
    (await startHttpServer({ port: 0, host: '127.0.0.1' }, [adapter.http], new RecordingLog()));
  await adapter.connect(createCommandDesk(services), new SeenEvents());
  return {
    ...(web && { eventsUrl: `http://127.0.0.1:${web.port}/slack/events` }),
    close: async () => {
      await adapter.disconnect();
      await web?.close();
      await stores.close();
    },
  };
}

/** Bolt as its own documentation sets it up. */
async function connectBolt(mode: Mode, apiUrl: string): Promise<Connected> {
  const port = 40_000 + (process.pid % 20_000);
  const clientOptions = { slackApiUrl: apiUrl };
  const logLevel = LogLevel.ERROR;
  const receiver =
    mode === 'http'
      ? new HTTPReceiver({ signingSecret: BURST_SECRET, logLevel })
      : new SocketModeReceiver({ appToken: 'xapp-loopback', logLevel, installerOptions: { clientOptions } });
  const app = new App({ receiver, token: BURST_TOKEN, clientOptions, logLevel });
  app.command('/papers', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'Done', response_type: 'ephemeral' });
  });
  await app.start(port);
  return {
    ...(mode === 'http' && { eventsUrl: `http://127.0.0.1:${port}/slack/events` }),
    close: async () => void (await app.stop()),
  };
}

console.log(
  `Slack: ${AT_ONCE} commands at once, ${ROUNDS} times; acknowledged, milliseconds after they were sent\n`,
);
console.log('| mode | | p50 | p95 | p99 | answered |\n| --- | --- | ---: | ---: | ---: | ---: |');
let unanswered = 0;
for (const mode of MODES) {
  const own = await bursts(apiUrl => connectBroadsheet(mode, apiUrl));
  const peer = await bursts(apiUrl => connectBolt(mode, apiUrl));
  const p99 = [own, peer].map((seen, at) => {
    const acknowledged = seen.flatMap(burst => burst.acknowledged);
    const answered = seen.reduce((sum, burst) => sum + burst.answered, 0);
    if (at === 0) unanswered += AT_ONCE * ROUNDS - answered;
    const cells = [0.5, 0.95, 0.99].map(share => quantile(acknowledged, share).toFixed(0));
    console.log(
      `| ${mode} | ${at === 0 ? 'Broadsheet' : 'Bolt alone'} | ${cells.join(' | ')} | ${answered} |`,
    );
    return quantile(acknowledged, 0.99);
  });
  console.log(`| ${mode} | ratio | | | ${((p99[0] ?? 0) / (p99[1] ?? 1)).toFixed(2)} | |`);
}
// Bolt alone leaves connections open that would keep the process.
process.exit(unanswered === 0 ? 0 : 1);
