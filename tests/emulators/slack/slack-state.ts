import { randomBytes } from 'node:crypto';

export type Json = Record<string, unknown>;

export interface SlackMessage extends Json {
  readonly ts: string;
  readonly channel: string;
  readonly thread_ts?: string;
  readonly text: string;
}

export interface SlackChannel {
  readonly id: string;
  isPrivate: boolean;
  archived: boolean;
  readonly members: Set<string>;
  readonly messages: SlackMessage[];
  /** When its last messages were taken, for the limit. */
  posts: number[];
}

export interface SlackUser {
  readonly id: string;
  readonly tz: string;
  readonly admin: boolean;
}

export interface SlackWorkspaceState {
  readonly id: string;
  readonly token: string;
  readonly scopes: Set<string>;
  revoked: boolean;
  posts: number[];
}

export interface Ephemeral {
  readonly channel: string;
  readonly user: string;
  readonly payload: Json;
}

export interface SlackUpload {
  readonly name: string;
  readonly alt: string | undefined;
  readonly bytes: Buffer;
  /** Empty until it is shown somewhere. */
  readonly channel: string;
}

/** Everything a loopback Slack knows. */
export class SlackState {
  readonly botUser = 'U0BOT';
  readonly workspaces = new Map<string, SlackWorkspaceState>();
  readonly channels = new Map<string, SlackChannel>();
  readonly users = new Map<string, SlackUser>();
  readonly ephemerals: Ephemeral[] = [];
  /** Open modals by view id, and home tabs by `home USER`. */
  readonly views = new Map<string, Json>();
  /** By id; shown in a channel once its upload is complete. */
  readonly uploads = new Map<string, SlackUpload>();
  readonly unfurls: Json[] = [];
  get files(): readonly SlackUpload[] {
    return [...this.uploads.values()].filter(({ channel }) => channel !== '');
  }
  readonly responses = new Map<
    string,
    { uses: number; readonly until: number; readonly channel: string; readonly user: string }
  >();
  /** What the strict check found wrong; a test expects none. */
  readonly refusedPayloads: string[] = [];
  #lastTs = 0;

  addWorkspace(id: string, token: string, scopes: readonly string[]): void {
    this.workspaces.set(id, { id, token, scopes: new Set(scopes), revoked: false, posts: [] });
  }

  addUser(id: string, facts: Partial<SlackUser> = {}): void {
    this.users.set(id, { id, tz: 'Europe/Berlin', admin: false, ...facts });
  }

  addChannel(id: string, members: readonly string[], isPrivate = false): SlackChannel {
    const channel: SlackChannel = {
      id,
      isPrivate,
      archived: false,
      members: new Set(members),
      messages: [],
      posts: [],
    };
    this.channels.set(id, channel);
    return channel;
  }

  /** The conversation of a person with the bot; made when it is first opened. */
  directChannel(user: string): SlackChannel {
    const id = `D${user.slice(1)}`;
    return this.channels.get(id) ?? this.addChannel(id, [user, this.botUser], true);
  }

  /** Unique and ascending, as Slack's are in a channel. */
  nextTs(): string {
    this.#lastTs = Math.max(this.#lastTs + 1, Date.now() * 1000);
    return `${Math.floor(this.#lastTs / 1e6)}.${String(this.#lastTs % 1e6).padStart(6, '0')}`;
  }

  newId(prefix: string): string {
    return `${prefix}${randomBytes(6).toString('hex').toUpperCase()}`;
  }

  response(channel: string, user: string): string {
    const id = this.newId('R');
    this.responses.set(id, { uses: 0, until: Date.now() + 30 * 60_000, channel, user });
    return id;
  }
}
