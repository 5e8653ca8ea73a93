import { setTimeout as sleep } from 'node:timers/promises';
import { createSlackAdapter } from '../../src/adapters/slack/adapter.ts';
import type { KeyedStore } from '../../src/core/keyed-store.ts';
import type { Log } from '../../src/core/log.ts';
import type { Platform } from '../../src/core/platform.ts';
import { Secret } from '../../src/core/secret.ts';
import type { Clock } from '../../src/core/time.ts';
import type { BotOrders } from './bot-process.ts';

const CALL_TIMEOUT_MS = 300;

/** The real adapter over Socket Mode, in a run where days take seconds: its waits are told in the run's time. */
export async function slackPlatform(
  { platformUrl, postsPerSecond, scale: { factor }, settleMs }: BotOrders,
  clock: Clock,
  log: Log,
  store: KeyedStore,
): Promise<Platform> {
  const adapter = createSlackAdapter({
    mode: { kind: 'socket', appToken: new Secret('xapp-loopback') },
    tokens: { kind: 'one', botToken: new Secret('xoxb-loopback') },
    apiUrl: `${platformUrl}/api/`,
    clock,
    log,
    store,
    subscriptions: { ofPlatform: async () => [] },
    whoMaySubscribe: 'members',
    unfurl: false,
    timeoutMs: CALL_TIMEOUT_MS,
    pacing: { channelPerSecond: 20 / factor, workspacePerSecond: postsPerSecond / factor },
  });
  const desk = {
    specs: [],
    run: async () => Promise.reject(new Error('no commands')),
    complete: async () => [],
  };
  const events = { gone: async () => undefined, back: async () => undefined, connection: () => undefined };
  for (;;) {
    try {
      await adapter.connect(desk, events);
      break;
    } catch (error) {
      log.warn('connect-failed', { reason: String(error) });
      await sleep(100);
    }
  }
  return {
    name: adapter.name,
    postsPerSecond: postsPerSecond / factor,
    settleMs: settleMs * factor,
    render: document => adapter.render(document),
    tell: (person, document) => adapter.tell(person, document),
    post: async request => scaled(await adapter.post(request), factor),
    findPosted: async (...asked) => scaled(await adapter.findPosted(...asked), factor),
  };
}

const scaled = <T extends { readonly kind: string }>(outcome: T, factor: number): T =>
  'retryAfterMs' in outcome && typeof outcome.retryAfterMs === 'number'
    ? { ...outcome, retryAfterMs: Math.ceil(outcome.retryAfterMs * factor) }
    : outcome;
