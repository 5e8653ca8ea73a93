import { compareIds, Snowflakes } from './snowflakes.ts';

export const CHANNEL = {
  text: 0,
  dm: 1,
  announcement: 5,
  announcementThread: 10,
  thread: 11,
  forum: 15,
} as const;
export type ChannelType = (typeof CHANNEL)[keyof typeof CHANNEL];

export const PERMISSION = {
  manageChannels: 1n << 4n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  attachFiles: 1n << 15n,
  readHistory: 1n << 16n,
  createThreads: 1n << 35n,
  sendInThreads: 1n << 38n,
} as const;
export type PermissionName = keyof typeof PERMISSION;

const EVERYTHING = Object.values(PERMISSION).reduce((all, one) => all | one, 0n);

export interface EmulatedUser {
  readonly id: string;
  readonly username: string;
  readonly bot?: boolean;
}

export interface EmulatedMessage {
  readonly id: string;
  readonly channelId: string;
  readonly author: EmulatedUser;
  readonly at: number;
  readonly nonce?: string;
  body: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
}

export interface EmulatedChannel {
  readonly id: string;
  readonly type: ChannelType;
  readonly name: string;
  readonly guildId?: string;
  readonly parentId?: string;
  readonly ownerId?: string;
  archived: boolean;
  locked: boolean;
  /** Taken from the bot here. */
  denied: bigint;
  readonly messages: EmulatedMessage[];
}

export interface EmulatedGuild {
  readonly id: string;
  readonly name: string;
  readonly owner: EmulatedUser;
  /** The bot's own, before a channel takes some away. */
  permissions: bigint;
  /** Is the bot in it? */
  joined: boolean;
}

/** What stands on the emulated Discord: guilds, channels, people, messages. */
export class World {
  readonly ids = new Snowflakes();
  readonly bot: EmulatedUser = { id: this.ids.next(), username: 'broadsheet', bot: true };
  readonly applicationId: string = this.bot.id;
  readonly guilds = new Map<string, EmulatedGuild>();
  readonly channels = new Map<string, EmulatedChannel>();
  readonly users = new Map<string, EmulatedUser>();
  /** Registered commands by scope: `global` or a guild's id. */
  readonly commands = new Map<string, Record<string, unknown>[]>();
  /** People who take no private messages. */
  readonly closedDms = new Set<string>();

  addUser(username: string): EmulatedUser {
    const user = { id: this.ids.next(), username };
    this.users.set(user.id, user);
    return user;
  }

  addGuild(name = 'Reading group', owner = this.addUser('owner')): EmulatedGuild {
    const guild = { id: this.ids.next(), name, owner, permissions: EVERYTHING, joined: true };
    this.guilds.set(guild.id, guild);
    return guild;
  }

  addChannel(
    guild: EmulatedGuild | undefined,
    facts: Partial<EmulatedChannel> & { readonly type?: ChannelType } = {},
  ): EmulatedChannel {
    const channel: EmulatedChannel = {
      id: this.ids.next(),
      type: CHANNEL.text,
      name: 'papers',
      archived: false,
      locked: false,
      denied: 0n,
      messages: [],
      ...(guild ? { guildId: guild.id } : {}),
      ...facts,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  dmWith(user: EmulatedUser): EmulatedChannel {
    const known = [...this.channels.values()].find(one => one.type === CHANNEL.dm && one.ownerId === user.id);
    return known ?? this.addChannel(undefined, { type: CHANNEL.dm, name: user.username, ownerId: user.id });
  }

  /** May the bot do this there? */
  may(channel: EmulatedChannel, permission: PermissionName): boolean {
    if (channel.guildId === undefined) return true;
    const guild = this.guilds.get(channel.guildId);
    if (!guild?.joined) return false;
    const parent = channel.parentId === undefined ? undefined : this.channels.get(channel.parentId);
    const denied = channel.denied | (parent?.denied ?? 0n);
    return (guild.permissions & ~denied & PERMISSION[permission]) !== 0n;
  }

  post(
    channel: EmulatedChannel,
    body: Readonly<Record<string, unknown>>,
    files: readonly string[] = [],
    author = this.bot,
    id = this.ids.next(),
  ): EmulatedMessage {
    const nonce = body['nonce'];
    const message: EmulatedMessage = {
      id,
      channelId: channel.id,
      author,
      at: Date.now(),
      body,
      files,
      ...(typeof nonce === 'string' ? { nonce } : {}),
    };
    channel.messages.push(message);
    return message;
  }

  messages(channel: EmulatedChannel): EmulatedMessage[] {
    return [...channel.messages].sort((a, b) => compareIds(a.id, b.id));
  }

  threadsOf(parent: EmulatedChannel): EmulatedChannel[] {
    return [...this.channels.values()].filter(one => one.parentId === parent.id);
  }
}

const userJson = (user: EmulatedUser): Record<string, unknown> => ({
  id: user.id,
  username: user.username,
  discriminator: '0',
  global_name: null,
  avatar: null,
  bot: user.bot === true,
});

/** A message as the API gives it: without the nonce, which is no fact of the history. */
export const messageJson = (message: EmulatedMessage): Record<string, unknown> => ({
  id: message.id,
  type: 0,
  channel_id: message.channelId,
  author: userJson(message.author),
  content: message.body['content'] ?? '',
  timestamp: new Date(message.at).toISOString(),
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  pinned: false,
  components: message.body['components'] ?? [],
  flags: message.body['flags'] ?? 0,
});

export const channelJson = (channel: EmulatedChannel): Record<string, unknown> => ({
  id: channel.id,
  type: channel.type,
  name: channel.name,
  ...(channel.guildId === undefined ? { recipients: [] } : { guild_id: channel.guildId }),
  parent_id: channel.parentId ?? null,
  position: 0,
  permission_overwrites:
    channel.denied === 0n || channel.guildId === undefined
      ? []
      : [{ id: channel.guildId, type: 0, allow: '0', deny: String(channel.denied) }],
  ...(channel.type === CHANNEL.thread || channel.type === CHANNEL.announcementThread
    ? {
        owner_id: channel.ownerId,
        thread_metadata: {
          archived: channel.archived,
          locked: channel.locked,
          auto_archive_duration: 1440,
          archive_timestamp: new Date(0).toISOString(),
        },
        message_count: channel.messages.length,
        member_count: 1,
      }
    : {}),
});

/** The role of everybody, which is all that the bot has. */
export const roleJson = (guild: EmulatedGuild): Record<string, unknown> => ({
  id: guild.id,
  name: '@everyone',
  permissions: String(guild.permissions),
  position: 0,
  color: 0,
  hoist: false,
  managed: false,
  mentionable: false,
  flags: 0,
});

export function guildJson(world: World, guild: EmulatedGuild): Record<string, unknown> {
  const channels = [...world.channels.values()].filter(one => one.guildId === guild.id);
  const isThread = (one: EmulatedChannel): boolean => one.parentId !== undefined;
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.owner.id,
    unavailable: false,
    large: false,
    member_count: 2,
    joined_at: new Date(0).toISOString(),
    preferred_locale: 'en-US',
    features: [],
    emojis: [],
    stickers: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    roles: [roleJson(guild)],
    members: [
      {
        user: userJson(world.bot),
        roles: [],
        joined_at: new Date(0).toISOString(),
        deaf: false,
        mute: false,
        flags: 0,
      },
    ],
    channels: channels.filter(one => !isThread(one)).map(channelJson),
    threads: channels.filter(isThread).map(channelJson),
  };
}

export { userJson };
