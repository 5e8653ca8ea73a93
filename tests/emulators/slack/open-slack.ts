import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createSlackAdapter,
  type SlackAdapter,
  type SlackOptions,
} from '../../../src/adapters/slack/adapter.ts';
import { SCOPES } from '../../../src/adapters/slack/manifest.ts';
import { loadTopicCatalogue } from '../../../src/app/load-topic-catalogue.ts';
import type { ConnectionState, PlatformEvents } from '../../../src/commands/chat-adapter.ts';
import type { CommandDesk } from '../../../src/commands/command.ts';
import { createCommandDesk } from '../../../src/commands/create-command-desk.ts';
import { createDispatcher } from '../../../src/core/delivery/dispatcher.ts';
import { pausePlace, resumePlace } from '../../../src/core/delivery/follow-platform.ts';
import { PaperShelf } from '../../../src/core/delivery/paper-shelf.ts';
import { createPlanner } from '../../../src/core/delivery/plan-edition.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { PLAIN_MODEL } from '../../../src/core/ranking/rank-papers.ts';
import { RankingDesk } from '../../../src/core/ranking/ranking-desk.ts';
import { Secret } from '../../../src/core/secret.ts';
import { openCommandServices } from '../../fakes/open-command-services.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';
import { overHttp, overSocket, SlackPerson, type SlackTransport } from './slack-person.ts';
import { SlackServer } from './slack-server.ts';

export const SIGNING_SECRET = 'a-signing-secret';
export const BOT_TOKEN = 'xoxb-loopback';
export type Mode = 'socket' | 'http';

export interface OpenSlackOptions {
  readonly mode: Mode;
  readonly papers?: readonly Paper[];
  readonly options?: Partial<SlackOptions>;
  /** In place of the real commands. */
  readonly desk?: CommandDesk;
}

/** The real adapter with the real commands and the real dispatcher, tied to a loopback Slack with one workspace. */
export async function openSlack({ mode, papers = [], options = {}, desk }: OpenSlackOptions) {
  const server = await new SlackServer().start();
  server.state.addWorkspace(
    'T1',
    BOT_TOKEN,
    SCOPES.map(({ scope }) => scope),
  );
  const { services, stores, clock } = await openCommandServices(papers);
  const log = new RecordingLog();
  const adapter = createSlackAdapter({
    mode:
      mode === 'socket'
        ? { kind: 'socket', appToken: new Secret('xapp-loopback'), pingTimeoutMs: 500 }
        : { kind: 'http', signingSecret: new Secret(SIGNING_SECRET) },
    tokens: { kind: 'one', botToken: new Secret(BOT_TOKEN) },
    apiUrl: server.apiUrl,
    clock,
    log,
    store: stores.keyed('slack'),
    subscriptions: stores.subscriptions,
    whoMaySubscribe: 'members',
    unfurl: true,
    ...options,
  });
  const states: ConnectionState[] = [];
  const { subscriptions } = stores;
  const following = { aborting: new AbortController().signal, clock, log, subscriptions, teller: adapter };
  const events: PlatformEvents = {
    gone: (where, detail) => pausePlace({ platform: 'slack', ...where }, detail, following),
    back: where => resumePlace({ platform: 'slack', ...where }, following),
    connection: state => void states.push(state),
  };
  const dispatcher = createDispatcher({
    ...stores,
    clock,
    log,
    owner: 'one',
    newId: ids(),
    platforms: [adapter],
    plan: createPlanner({
      ...stores,
      log,
      catalogue: loadTopicCatalogue(),
      sources: [],
      shelf: new PaperShelf(stores.archive),
      ranking: new RankingDesk({ ...stores, store: stores.keyed('ranking'), model: PLAIN_MODEL }),
    }),
  });
  const web = await serve(adapter);
  const commands = desk ?? createCommandDesk(services);
  await adapter.connect(commands, events);
  const transport: SlackTransport =
    mode === 'socket'
      ? overSocket(server)
      : overHttp(`${web.address}/slack/events`, SIGNING_SECRET, () => clock.now());
  return {
    server,
    state: server.state,
    adapter,
    clock,
    log,
    stores,
    states,
    dispatcher,
    desk: commands,
    events,
    transport,
    eventsUrl: `${web.address}/slack/events`,
    webAddress: web.address,
    person: (id: string, team?: string) => new SlackPerson(server, transport, id, team),
    close: async () => {
      await adapter.disconnect();
      const stopped = dispatcher.stop();
      await clock.advance(10_000);
      await stopped;
      await web.close();
      await server.stop();
      await stores.close();
      const wrong = server.state.refusedPayloads;
      if (wrong.length > 0) throw new Error(`Slack would have refused: ${wrong.join('; ')}`);
    },
  };
}

export type OpenSlack = Awaited<ReturnType<typeof openSlack>>;

function ids(): () => string {
  let next = 0;
  return () => `edition${next++}`;
}

/** The process's HTTP server, with nothing on it but the adapter. */
async function serve(adapter: SlackAdapter) {
  const web = createServer((request, response) => {
    if (adapter.http) void adapter.http.handle(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>(resolve => web.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(web.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>(resolve => {
        web.close(() => resolve());
        web.closeAllConnections();
      }),
  };
}
