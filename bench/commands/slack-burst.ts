import { setTimeout as sleep } from 'node:timers/promises';
import { SCOPES } from '../../src/adapters/slack/manifest.ts';
import { overHttp, overSocket, SlackPerson } from '../../tests/emulators/slack/slack-person.ts';
import { SlackServer } from '../../tests/emulators/slack/slack-server.ts';

export const BURST_TOKEN = 'xoxb-loopback';
export const BURST_SECRET = 'a-signing-secret';

/** Slack and the people on it, in a process of their own. Without an address they type over Socket Mode. */
export interface BurstOrder {
  readonly atOnce: number;
  readonly eventsUrl?: string;
}

/** In milliseconds after each command was sent. */
export type BurstAnswer =
  | { readonly kind: 'listening'; readonly apiUrl: string }
  | { readonly kind: 'burst'; readonly acknowledged: readonly number[]; readonly answered: number };

const server = await new SlackServer().start();
server.state.addWorkspace(
  'T1',
  BURST_TOKEN,
  SCOPES.map(({ scope }) => scope),
);
server.state.addChannel('C1', ['U0BOT']);

async function burst({ atOnce, eventsUrl }: BurstOrder): Promise<BurstAnswer> {
  const transport = eventsUrl === undefined ? overSocket(server) : overHttp(eventsUrl, BURST_SECRET);
  const people = Array.from({ length: atOnce }, (_, i) => {
    server.state.addUser(`U${i}`);
    return new SlackPerson(server, transport, `U${i}`);
  });
  const before = server.state.ephemerals.length;
  const acknowledged = await Promise.all(people.map(person => person.types('C1', 'help')));
  const patience = performance.now() + 20_000;
  const answered = (): number => server.state.ephemerals.length - before;
  while (answered() < atOnce && performance.now() < patience) await sleep(20);
  return { kind: 'burst', acknowledged: acknowledged.map(({ tookMs }) => tookMs), answered: answered() };
}

const tell = (answer: BurstAnswer): void => void process.send?.(answer);
process.on('message', (order: BurstOrder) => void burst(order).then(tell));
process.once('disconnect', () => process.exit(0));
tell({ kind: 'listening', apiUrl: server.apiUrl });
