import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { CommandDesk } from '../../src/commands/command.ts';
import { paragraph, text } from '../../src/core/document/document.ts';
import { BOT_TOKEN, type Mode, openSlack, SIGNING_SECRET } from '../../tests/emulators/slack/open-slack.ts';
import { overHttp, overSocket, SlackPerson } from '../../tests/emulators/slack/slack-person.ts';
import { SlackServer } from '../../tests/emulators/slack/slack-server.ts';

/**
 * Two hundred commands at once, after as many to warm up, with a handler that takes half a second: how long each waits for its acknowledgement,
 * which must not wait for the handler. The peer is Bolt alone, with a listener that does nothing but acknowledge.
 * `npm run bench:commands:slack`.
 */
const AT_ONCE = 200;
const HANDLER_MS = 500;

const desk: CommandDesk = {
  specs: [],
  run: async () => {
    await new Promise(resolve => setTimeout(resolve, HANDLER_MS));
    const document = { summary: 'Done', blocks: [paragraph(text('Done'))] };
    return { kind: 'answered', reply: { document }, audience: 'caller' };
  },
  complete: async () => [],
};

const at = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

async function measure(mode: Mode): Promise<readonly number[]> {
  const slack = await openSlack({ mode, desk });
  try {
    slack.state.addChannel('C1', ['U0BOT']);
    const people = Array.from({ length: AT_ONCE }, (_, i) => {
      slack.state.addUser(`U${i}`);
      return slack.person(`U${i}`);
    });
    await people[0]?.types('C1', 'help');
    const acknowledged = await Promise.all(people.map(person => person.types('C1', 'help')));
    const deadline = Date.now() + 20_000;
    while (slack.state.ephemerals.length < AT_ONCE + 1 && Date.now() < deadline)
      await new Promise(resolve => setTimeout(resolve, 20));
    if (slack.state.ephemerals.length !== AT_ONCE + 1)
      throw new Error(`${slack.state.ephemerals.length} answers`);
    return acknowledged.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  } finally {
    await slack.close();
  }
}

/** Bolt as its own documentation sets it up, and nothing behind it. */
async function measureBolt(mode: Mode): Promise<readonly number[]> {
  const server = await new SlackServer().start();
  server.state.addWorkspace('T1', BOT_TOKEN, []);
  const port = 40_000 + (process.pid % 20_000);
  const receiver =
    mode === 'http'
      ? new HTTPReceiver({ signingSecret: SIGNING_SECRET, logLevel: LogLevel.ERROR })
      : new SocketModeReceiver({
          appToken: 'xapp-loopback',
          logLevel: LogLevel.ERROR,
          installerOptions: { clientOptions: { slackApiUrl: server.apiUrl } },
        });
  const app = new App({
    receiver,
    token: BOT_TOKEN,
    clientOptions: { slackApiUrl: server.apiUrl },
    logLevel: LogLevel.ERROR,
  });
  app.command('/papers', async ({ ack }) => ack());
  await app.start(port);
  try {
    const transport =
      mode === 'http'
        ? overHttp(`http://127.0.0.1:${port}/slack/events`, SIGNING_SECRET)
        : overSocket(server);
    const people = Array.from({ length: AT_ONCE }, (_, i) => new SlackPerson(server, transport, `U${i}`));
    const burst = () => Promise.all(people.map(person => person.types('C1', 'help')));
    await burst();
    const acknowledged = await burst();
    return acknowledged.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  } finally {
    await app.stop();
    await server.stop();
  }
}

console.log(`${AT_ONCE} commands at once, a handler of ${HANDLER_MS} ms; acknowledged after ms`);
console.log('| mode | | p50 | p99 | slowest |\n| --- | --- | ---: | ---: | ---: |');
for (const mode of ['socket', 'http'] as const) {
  const peer = await measureBolt(mode);
  const own = await measure(mode);
  for (const [name, took] of [
    ['Broadsheet', own],
    ['Bolt alone', peer],
  ] as const)
    console.log(`| ${mode} | ${name} | ${at(took, 0.5)} | ${at(took, 0.99)} | ${at(took, 1)} |`);
  console.log(
    `| ${mode} | ratio | ${(at(own, 0.5) / at(peer, 0.5)).toFixed(1)} | ${(at(own, 0.99) / at(peer, 0.99)).toFixed(1)} | |`,
  );
}
