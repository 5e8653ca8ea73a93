import { type Interaction, type REST, Routes } from 'discord.js';
import * as z from 'zod';
import type { ChatAdapter, PlatformEvents } from '../../commands/chat-adapter.ts';
import type { CommandDesk } from '../../commands/command.ts';
import type { LeaseStore } from '../../core/delivery/lease-store.ts';
import type { Document } from '../../core/document/document.ts';
import { Fault } from '../../core/errors.ts';
import type { KeyedStore } from '../../core/keyed-store.ts';
import type { Log } from '../../core/log.ts';
import type {
  ChannelAddress,
  FindOutcome,
  OutgoingMessage,
  Person,
  PostOutcome,
  PostRequest,
} from '../../core/platform.ts';
import type { Secret } from '../../core/secret.ts';
import type { Clock, InstantMs } from '../../core/time.ts';
import { answerInteraction } from './answer-interaction.ts';
import { AnswerQueue } from './answer-queue.ts';
import { createRest } from './create-rest.ts';
import { faultOf, reasonOf } from './errors.ts';
import { findPosted } from './find-posted.ts';
import { Poster } from './post.ts';
import { presenceText } from './presence.ts';
import { type RegistrationScope, register } from './registration.ts';
import { renderDiscord } from './render.ts';
import { PLATFORM } from './request.ts';
import { ShardConnection, type ShardEvents } from './shard-connection.ts';
import { ShardKeeper } from './shard-keeper.ts';
import { tell } from './tell.ts';

export interface DiscordOptions {
  readonly token: Secret;
  /** `https://discord.com/api`, without a version. */
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Commands too long for a button. */
  readonly store: KeyedStore;
  /** Shards are shared by these over all processes of one database. */
  readonly leases: LeaseStore;
  /** This process, unlike any other that runs or ran. */
  readonly owner: string;
  readonly registration: RegistrationScope;
  /** When the next edition of any channel is due, for the bot's status line. */
  readonly nextEdition?: () => Promise<InstantMs | undefined>;
}

/** Discord documents 50 requests a second for a bot; commands and looks need some of them. */
const POSTS_PER_SECOND = 40;
/** Twice discord.js's own timeout: by then a post is in the channel or never will be. */
const SETTLE_MS = 30_000;
const PRESENCE_MS = 5 * 60_000;
/** What a stopping process gives the answers in flight. */
const DRAIN_MS = 5_000;

const account = z.object({ id: z.string() });
const gateway = z.object({ shards: z.number() });

/** Discord through discord.js: digests posted exactly once, `/papers` answered, guilds and channels that come and go. */
export function createDiscordAdapter(options: DiscordOptions): ChatAdapter {
  return new DiscordAdapter(options);
}

class DiscordAdapter implements ChatAdapter {
  readonly name = PLATFORM;
  readonly postsPerSecond = POSTS_PER_SECOND;
  readonly settleMs = SETTLE_MS;
  readonly #options: DiscordOptions;
  readonly #rest: REST;
  /** For what Discord would do twice if it were asked twice. */
  readonly #once: REST;
  readonly #answers: REST;
  readonly #poster: Poster;
  readonly #queue = new AnswerQueue();
  readonly #answering = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #keeper: ShardKeeper<ShardConnection> | undefined;
  #presenting: Promise<void> | undefined;

  constructor(options: DiscordOptions) {
    this.#options = options;
    this.#rest = createRest(options.token, options.apiUrl, 'repeating');
    this.#once = createRest(options.token, options.apiUrl, 'once');
    this.#answers = createRest(options.token, options.apiUrl, 'answers');
    this.#poster = new Poster(this.#rest, this.#once, options.store);
  }

  render(document: Document): readonly OutgoingMessage[] {
    return renderDiscord(document);
  }

  post(request: PostRequest): Promise<PostOutcome> {
    return this.#poster.post(request);
  }

  findPosted(
    channel: ChannelAddress,
    keys: readonly string[],
    options: { readonly sinceMs: number; readonly under?: string; readonly signal: AbortSignal },
  ): Promise<FindOutcome> {
    return findPosted(this.#rest, channel, keys, options);
  }

  tell(person: Person, document: Document): Promise<boolean> {
    return tell({ rest: this.#rest, log: this.#options.log }, person, document);
  }

  async connect(desk: CommandDesk, events: PlatformEvents): Promise<void> {
    events.connection({ kind: 'connecting' });
    try {
      await this.#register(desk);
      this.#keeper = this.#keep(desk, events);
      await this.#keeper.start();
    } catch (error) {
      const fault = faultOf(error, 'Discord can’t be connected');
      if (fault.code === 'refused') events.connection({ kind: 'refused', reason: fault.message });
      throw fault;
    }
    events.connection({ kind: 'connected' });
    this.#presenting = this.#present();
  }

  async #register(desk: CommandDesk): Promise<void> {
    const { log, registration } = this.#options;
    const written = await this.#ask(async () => {
      const { id } = account.parse(await this.#rest.get(Routes.user()));
      return register(this.#rest, id, desk.specs, registration);
    });
    if (written.length > 0) log.info('commands-registered', { scopes: written.length });
  }

  #keep(desk: CommandDesk, events: PlatformEvents): ShardKeeper<ShardConnection> {
    return new ShardKeeper({
      ...this.#options,
      wanted: () => this.#ask(async () => gateway.parse(await this.#rest.get(Routes.gatewayBot())).shards),
      open: async (shard, total) => {
        const shardEvents = this.#shardEvents(desk, events);
        const connection = new ShardConnection({ ...this.#options, shard, total }, shardEvents);
        await connection.connect();
        // A guild that came back while nobody listened says nothing more.
        for (const workspace of connection.guildIds) await this.#quietly(() => events.back({ workspace }));
        return connection;
      },
    });
  }

  async disconnect(): Promise<void> {
    this.#stopping.abort(new Error('stopping'));
    const drained = new AbortController();
    const ended = Promise.all(this.#answering).then(() => drained.abort());
    await this.#options.clock.sleep(DRAIN_MS, drained.signal).catch(() => undefined);
    drained.abort();
    void ended;
    await this.#presenting;
    await this.#keeper?.stop();
  }

  #shardEvents(desk: CommandDesk, events: PlatformEvents): ShardEvents {
    return {
      interaction: interaction => this.#answer(interaction, desk),
      left: (where, detail) => void this.#quietly(() => events.gone(where, detail)),
      joined: where => void this.#quietly(() => events.back(where)),
      connected: () => events.connection({ kind: 'connected' }),
      interrupted: reason => events.connection({ kind: 'interrupted', reason }),
      refused: fault => events.connection({ kind: 'refused', reason: fault.message }),
    };
  }

  #answer(interaction: Interaction, desk: CommandDesk): void {
    if (this.#stopping.signal.aborted) return;
    const { clock, log, store } = this.#options;
    const rest = this.#answers;
    const work = this.#quietly(() =>
      answerInteraction(interaction, { rest, clock, log, store, desk, queue: this.#queue }),
    ).finally(() => this.#answering.delete(work));
    this.#answering.add(work);
  }

  /** Nothing that a platform tells may end the process: what fails is reported. */
  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.log.error('discord-event-failed', { reason: reasonOf(error) });
    }
  }

  async #ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const fault = faultOf(error, 'Discord does not let the bot in');
      throw fault.code === 'refused'
        ? new Fault('refused', `${fault.message}; check DISCORD_TOKEN`, { cause: error })
        : fault;
    }
  }

  async #present(): Promise<void> {
    const { clock, nextEdition } = this.#options;
    let shown = '';
    while (nextEdition && !this.#stopping.signal.aborted) {
      await this.#quietly(async () => {
        const text = presenceText(await nextEdition(), clock.now());
        if (text !== shown) for (const shard of this.#keeper?.shards ?? []) shard.present(text);
        shown = text;
      });
      await clock.sleep(PRESENCE_MS, this.#stopping.signal).catch(() => undefined);
    }
  }
}
