import {
  Client,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  type GuildBasedChannel,
  type Interaction,
  Options,
  PermissionFlagsBits,
} from 'discord.js';
import { Fault } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Secret } from '../../core/secret.ts';
import { faultOf, reasonOf } from './errors.ts';

/** What one shard tells. */
export interface ShardEvents {
  interaction(interaction: Interaction): void;
  left(where: { readonly workspace: string; readonly channel?: string }, detail: string): void;
  joined(where: { readonly workspace: string; readonly channel?: string }): void;
  connected(): void;
  interrupted(reason: string): void;
  /** It will not come back by itself. */
  refused(fault: Fault): void;
}

export interface ShardOptions {
  readonly token: Secret;
  readonly apiUrl: string;
  readonly shard: number;
  readonly total: number;
  readonly log: Log;
}

const POSTING = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages] as const;

/** Close codes after which Discord wants no reconnection, with what to do. */
const REFUSALS: ReadonlyMap<number, string> = new Map([
  [
    GatewayCloseCodes.AuthenticationFailed,
    'the token is not valid: set DISCORD_TOKEN to the one of the developer portal',
  ],
  [GatewayCloseCodes.DisallowedIntents, 'an intent is not allowed for this application'],
  [GatewayCloseCodes.InvalidIntents, 'the intents are not valid'],
  [GatewayCloseCodes.InvalidShard, 'the number of shards is not valid'],
  [GatewayCloseCodes.ShardingRequired, 'the bot is in too many guilds for so few shards'],
]);

export function refusalOf(code: number): Fault | undefined {
  const reason = REFUSALS.get(code);
  return reason === undefined
    ? undefined
    : new Fault('refused', `Discord closed the connection for good: ${reason} (close code ${code})`);
}

/** One shard, connected by discord.js, which resumes and reconnects by itself. */
export class ShardConnection {
  readonly #client: Client;
  readonly #options: ShardOptions;
  #closed = false;

  constructor(options: ShardOptions, events: ShardEvents) {
    this.#options = options;
    this.#client = new Client({
      intents: [GatewayIntentBits.Guilds],
      shards: [options.shard],
      shardCount: options.total,
      rest: { api: options.apiUrl },
      enforceNonce: true,
      allowedMentions: { parse: [] },
      // Guilds, channels and our own permissions are all that is looked at.
      makeCache: Options.cacheWithLimits({
        MessageManager: 0,
        PresenceManager: 0,
        ReactionManager: 0,
        UserManager: { maxSize: 50, keepOverLimit: user => user.id === user.client.user.id },
        GuildMemberManager: { maxSize: 1, keepOverLimit: member => member.id === member.client.user.id },
      }),
    });
    this.#listen(events);
  }

  /** Resolves once the guilds are known. Rejects with Fault when Discord says no. */
  async connect(): Promise<void> {
    const client = this.#client;
    const ready = new Promise<void>((resolve, reject) => {
      client.once(Events.ClientReady, () => resolve());
      client.once(Events.ShardDisconnect, ({ code }) =>
        reject(refusalOf(code) ?? new Fault('unavailable', `Discord closed the connection (${code})`)),
      );
    });
    try {
      await Promise.race([ready, client.login(this.#options.token.reveal()).then(() => ready)]);
    } catch (error) {
      await this.close();
      throw faultOf(error, 'Discord can’t be connected');
    }
  }

  /** Guilds this shard serves. */
  get guildIds(): readonly string[] {
    return [...this.#client.guilds.cache.keys()];
  }

  present(text: string): void {
    this.#client.user?.setPresence({ activities: [{ name: text, type: 4, state: text }] });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client.destroy();
  }

  #listen(events: ShardEvents): void {
    const { log, shard } = this.#options;
    const client = this.#client;
    client.on(Events.InteractionCreate, interaction => {
      if (!this.#closed) events.interaction(interaction);
    });
    client.on(Events.GuildDelete, guild =>
      events.left({ workspace: guild.id }, 'the bot was removed from the server'),
    );
    client.on(Events.GuildCreate, guild => events.joined({ workspace: guild.id }));
    client.on(Events.ChannelDelete, channel => {
      if (!channel.isDMBased())
        events.left({ workspace: channel.guildId, channel: channel.id }, 'the channel was deleted');
    });
    client.on(Events.ThreadDelete, thread =>
      events.left({ workspace: thread.guildId, channel: thread.id }, 'the thread was deleted'),
    );
    const tellWhereItMayPost = (channel: GuildBasedChannel): void => {
      const may = client.user && channel.permissionsFor(client.user);
      if (may?.has(POSTING)) events.joined({ workspace: channel.guildId, channel: channel.id });
    };
    client.on(Events.ChannelUpdate, (_, channel) => {
      if (!channel.isDMBased()) tellWhereItMayPost(channel);
    });
    client.on(Events.GuildRoleUpdate, (before, { guild, permissions }) => {
      const gained = permissions.has(POSTING) && !before.permissions.has(POSTING);
      if (gained) for (const channel of guild.channels.cache.values()) tellWhereItMayPost(channel);
    });
    client.on(Events.ShardReady, () => events.connected());
    client.on(Events.ShardResume, () => events.connected());
    client.on(Events.ShardReconnecting, () => events.interrupted('reconnecting'));
    client.on(Events.ShardDisconnect, ({ code }) => {
      const refusal = refusalOf(code);
      // While it connects, connect() says so itself.
      if (refusal && client.isReady() && !this.#closed) events.refused(refusal);
    });
    client.on(Events.ShardError, error =>
      log.warn('discord-shard-error', { shard, reason: reasonOf(error) }),
    );
    client.on(Events.Error, error => log.warn('discord-error', { shard, reason: reasonOf(error) }));
  }
}
