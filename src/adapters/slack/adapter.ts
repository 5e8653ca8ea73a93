import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChatAdapter, PlatformEvents } from '../../commands/chat-adapter.ts';
import type { CommandDesk } from '../../commands/command.ts';
import { Fault } from '../../core/errors.ts';
import type { KeyedStore } from '../../core/keyed-store.ts';
import type { Log } from '../../core/log.ts';
import type { Secret } from '../../core/secret.ts';
import type { SubscriptionStore } from '../../core/subscriptions/subscription-store.ts';
import type { Clock } from '../../core/time.ts';
import { createSlackApi, type SlackApi } from './api.ts';
import { type Connection, openConnection } from './connection.ts';
import { describeRefusal } from './errors.ts';
import { findPosted } from './find-posted.ts';
import { InstallationBook, OneInstallation } from './installations.ts';
import { textAt } from './json-value.ts';
import { Lull } from './lull.ts';
import { PATHS } from './manifest.ts';
import { OAuth, type OAuthSettings } from './oauth.ts';
import { Once } from './once.ts';
import { People, PLATFORM } from './people.ts';
import { PACING, Paces, type Pacing, postMessage } from './post.ts';
import { register } from './registration.ts';
import { answerPayloads, renderSlack } from './render.ts';
import { reply } from './reply.ts';
import { sendDirect } from './respond.ts';
import { keysOf, TokenVault } from './token-vault.ts';
import { WebhookReceiver } from './webhook-receiver.ts';

/** How payloads come in. */
export type SlackMode =
  /** A connection that we open: no public address is needed. */
  | {
      readonly kind: 'socket';
      readonly appToken: Secret;
      /** How long Slack may take to answer a ping, and the wait before connecting again; 5 s when absent. */
      readonly pingTimeoutMs?: number;
    }
  /** Slack posts to {@link SlackAdapter.http}. */
  | { readonly kind: 'http'; readonly signingSecret: Secret };

/** Whose tokens: one workspace's from the configuration, or many by OAuth, which needs HTTP mode. */
export type SlackTokens =
  | { readonly kind: 'one'; readonly botToken: Secret }
  | {
      readonly kind: 'many';
      readonly oauth: Omit<OAuthSettings, 'unfurl'>;
      /** The newest first, former ones behind commas. */
      readonly encryptionKey: Secret;
    };

export interface SlackOptions {
  readonly mode: SlackMode;
  readonly tokens: SlackTokens;
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  /** What must survive a restart: installations, deliveries seen, states used. */
  readonly store: KeyedStore;
  readonly subscriptions: Pick<SubscriptionStore, 'ofPlatform'>;
  readonly whoMaySubscribe: 'members' | 'admins';
  readonly unfurl: boolean;
  readonly pacing?: Pacing;
  /** Of a call that is not answered; less than delivery's own patience with a post. */
  readonly timeoutMs?: number;
}

/** Takes requests to its paths from the process's HTTP server; anything else is not for it. */
export interface SlackHttp {
  readonly paths: readonly string[];
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export interface SlackAdapter extends ChatAdapter {
  /** What the HTTP server must hand over; absent in Socket Mode. */
  readonly http?: SlackHttp;
}

const TIMEOUT_MS = 10_000;
/** A post that was not answered arrives within moments or never; Slack shows it in the history at once. */
const SETTLE_MS = 3_000;
/** Commands under way when the process stops. */
const DRAIN_MS = 5_000;

/** Slack as a platform: real Bolt for what comes in, our own calls for what goes out. Throws Fault where `tokens` and `mode` don't go together. */
export function createSlackAdapter(options: SlackOptions): SlackAdapter {
  return new Slack(options);
}

class Slack implements SlackAdapter {
  readonly name = PLATFORM;
  /** Of all workspaces together; each channel and workspace has a pace of its own below it. */
  readonly postsPerSecond = 20;
  readonly settleMs = SETTLE_MS;
  readonly render = renderSlack;
  readonly http?: SlackHttp;
  readonly #options: SlackOptions;
  readonly #api: SlackApi;
  readonly #paces: Paces;
  readonly #once: Once;
  readonly #lull = new Lull();
  readonly #installations: OneInstallation | InstallationBook;
  readonly #receiver: WebhookReceiver | undefined;
  readonly #working = new Set<Promise<void>>();
  #connection: Connection | undefined;
  #events: PlatformEvents | undefined;

  constructor(options: SlackOptions) {
    const { apiUrl, clock, log, mode, store, timeoutMs = TIMEOUT_MS, tokens } = options;
    if (tokens.kind === 'many' && mode.kind === 'socket')
      throw new Fault('refused', 'many workspaces need HTTP mode: set SLACK_SIGNING_SECRET and PORT');
    this.#options = options;
    this.#installations =
      tokens.kind === 'one'
        ? new OneInstallation()
        : new InstallationBook(store, new TokenVault(keysOf(tokens.encryptionKey)), clock);
    this.#api = createSlackApi({
      apiUrl,
      timeoutMs,
      log,
      tokenOf: async workspace => (await this.#installations.find(workspace))?.token,
    });
    this.#paces = new Paces(clock, options.pacing ?? PACING);
    this.#once = new Once(store, clock);
    if (mode.kind === 'http') {
      this.#receiver = new WebhookReceiver({
        clock,
        log,
        lull: this.#lull,
        once: this.#once,
        signingSecret: mode.signingSecret,
      });
      this.http = this.#routes(this.#receiver);
    }
  }

  post: SlackAdapter['post'] = request => postMessage(request, this.#api, this.#paces);

  findPosted: SlackAdapter['findPosted'] = (channel, keys, options) =>
    findPosted(this.#api, channel, keys, options);

  tell: SlackAdapter['tell'] = async ({ workspace, id }, document) => {
    const sent: boolean[] = [];
    for (const payload of answerPayloads(document))
      sent.push(await sendDirect(this.#api, workspace, id, payload));
    return sent.length > 0 && sent.every(Boolean);
  };

  async connect(desk: CommandDesk, events: PlatformEvents): Promise<void> {
    const { clock, log, subscriptions, timeoutMs = TIMEOUT_MS, unfurl, whoMaySubscribe } = this.#options;
    this.#events = events;
    events.connection({ kind: 'connecting' });
    const workspace = await this.#signIn(events);
    const people = new People(this.#api, clock, whoMaySubscribe);
    const connection = openConnection(
      { ...this.#options, timeoutMs, installations: this.#installations, receiver: this.#receiver },
      state => events.connection(state),
    );
    this.#connection = connection;
    register(connection.app, {
      api: this.#api,
      clock,
      desk,
      events,
      fetch: globalThis.fetch,
      goOn: work => this.#goOn(work),
      installations: this.#installations,
      log,
      lull: this.#lull,
      once: this.#once,
      people,
      subscriptions,
      timeoutMs,
      unfurl,
    });
    await connection.start();
    if (workspace !== undefined) await events.back({ workspace });
  }

  async disconnect(): Promise<void> {
    await this.#connection?.stop();
    const resting = new AbortController();
    const rest = Promise.allSettled(this.#working).then(() => resting.abort());
    await Promise.race([rest, this.#options.clock.sleep(DRAIN_MS, resting.signal).catch(() => undefined)]);
    this.#events?.connection({ kind: 'stopped' });
  }

  /** Learns whose token it is. With many workspaces every one is asked for when it is needed. */
  async #signIn(events: PlatformEvents): Promise<string | undefined> {
    const { tokens } = this.#options;
    const installations = this.#installations;
    if (tokens.kind === 'many' || !(installations instanceof OneInstallation)) return undefined;
    const answer = await this.#api.callWith(tokens.botToken, 'auth.test', {});
    const workspace = answer.kind === 'ok' ? textAt(answer.body, 'team_id') : undefined;
    if (answer.kind !== 'ok' || workspace === undefined) {
      const reason = answer.kind === 'ok' ? 'Slack names no workspace' : describeRefusal(answer);
      events.connection({ kind: 'refused', reason });
      throw new Fault(
        answer.kind === 'no' ? 'refused' : 'unreachable',
        `Slack does not take SLACK_BOT_TOKEN: ${reason}`,
      );
    }
    const [botUser, botId] = [textAt(answer.body, 'user_id'), textAt(answer.body, 'bot_id')];
    installations.set(workspace, {
      token: tokens.botToken,
      ...(botUser && { botUser }),
      ...(botId && { botId }),
    });
    return workspace;
  }

  #routes(receiver: WebhookReceiver): SlackHttp {
    const { clock, log, store, tokens, unfurl } = this.#options;
    const oauth =
      tokens.kind === 'many' && this.#installations instanceof InstallationBook
        ? new OAuth({
            ...tokens.oauth,
            unfurl,
            api: this.#api,
            book: this.#installations,
            clock,
            log,
            store,
            installed: place => this.#installed(place),
          })
        : undefined;
    return {
      paths: oauth ? Object.values(PATHS) : [PATHS.events],
      handle: async (request, response) => {
        const path = (request.url ?? '').split('?')[0];
        if (path === PATHS.events) return receiver.handle(request, response);
        if (request.method === 'GET' && path === PATHS.install && oauth)
          return oauth.begin(request, response);
        if (request.method === 'GET' && path === PATHS.oauthRedirect && oauth)
          return oauth.finish(request, response);
        reply(response, 404);
      },
    };
  }

  /** What was paused in the workspace goes on, or in those of the organisation. */
  async #installed(place: string): Promise<void> {
    const book = this.#installations;
    const subscribed = await this.#options.subscriptions.ofPlatform(PLATFORM);
    for (const workspace of new Set([place, ...subscribed.map(({ channel }) => channel.workspace)]))
      if (book instanceof InstallationBook && (await book.serves(place, workspace)))
        await this.#events?.back({ workspace });
  }

  #goOn(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => {
        this.#options.log.error('slack-work-failed', {
          reason: error instanceof Error ? error.message : String(error),
        });
      })
      .finally(() => this.#working.delete(tracked));
    this.#working.add(tracked);
  }
}
