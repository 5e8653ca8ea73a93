import { App, type Authorize, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { ConnectionState } from '../../commands/chat-adapter.ts';
import { Fault } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { SlackMode } from './adapter.ts';
import { clientOptions } from './api.ts';
import type { Installations } from './installations.ts';
import { sdkLogger } from './sdk-logger.ts';
import type { WebhookReceiver } from './webhook-receiver.ts';

export interface ConnectionOptions {
  readonly mode: SlackMode;
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly log: Log;
  readonly installations: Installations;
  readonly receiver: WebhookReceiver | undefined;
}

/** The Bolt app and what carries payloads to it. */
export interface Connection {
  readonly app: App;
  /** Rejects with Fault when no payload will ever come. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Attempts of `apps.connections.open` in a row: Slack gone for a while must not end Socket Mode for good. */
const OPEN_RETRIES = { retries: 1000, factor: 1.5, minTimeout: 500, maxTimeout: 30_000 };

export function openConnection(
  options: ConnectionOptions,
  changed: (state: ConnectionState) => void,
): Connection {
  const { installations, log, mode } = options;
  const socket = mode.kind === 'socket' ? socketReceiver(mode, options, changed) : undefined;
  const receiver: Receiver | undefined = socket ?? options.receiver;
  if (!receiver) throw new Fault('refused', 'Slack over HTTP needs its receiver');
  const authorize: Authorize<boolean> = async ({ teamId, enterpriseId }) => {
    const installation = await installations.find(teamId ?? enterpriseId ?? '', enterpriseId);
    if (!installation) throw new Fault('not-found', 'the app is not installed in this workspace');
    return {
      botToken: installation.token.reveal(),
      ...(installation.botUser && { botUserId: installation.botUser }),
      ...(installation.botId && { botId: installation.botId }),
    };
  };
  const app = new App({
    receiver,
    authorize,
    clientOptions: clientOptions(options),
    logger: sdkLogger(log),
    convoStore: false,
  });
  app.error(async error => log.warn('slack-listener-failed', { code: error.code, reason: error.message }));
  return {
    app,
    start: async () => {
      try {
        await app.start();
        changed({ kind: 'connected' });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        changed({ kind: 'refused', reason });
        throw new Fault('refused', `Slack can't be connected to: ${reason}`, { cause: error });
      }
    },
    stop: async () => {
      await app.stop();
    },
  };
}

function socketReceiver(
  { appToken, pingTimeoutMs }: Extract<SlackMode, { kind: 'socket' }>,
  options: ConnectionOptions,
  changed: (state: ConnectionState) => void,
): SocketModeReceiver {
  const receiver = new SocketModeReceiver({
    appToken: appToken.reveal(),
    ...(pingTimeoutMs === undefined ? {} : { clientPingTimeout: pingTimeoutMs }),
    logger: sdkLogger(options.log),
    // The receiver builds its own client and would call slack.com without these.
    installerOptions: {
      clientOptions: { ...clientOptions(options), retryConfig: OPEN_RETRIES, rejectRateLimitedCalls: false },
    },
  });
  const { client } = receiver;
  const start = client.start.bind(client);
  let connectedOnce = false;
  // The client reconnects with nobody to catch what it throws, and that would end the process.
  client.start = async () => {
    try {
      const answer = await start();
      connectedOnce = true;
      return answer;
    } catch (error) {
      if (!connectedOnce) throw error;
      changed({ kind: 'refused', reason: error instanceof Error ? error.message : String(error) });
      return { ok: false };
    }
  };
  client.on('connected', () => changed({ kind: 'connected' }));
  client.on('reconnecting', () => changed({ kind: 'interrupted', reason: 'connecting to Slack again' }));
  client.on('close', () => changed({ kind: 'interrupted', reason: 'the connection to Slack closed' }));
  return receiver;
}
