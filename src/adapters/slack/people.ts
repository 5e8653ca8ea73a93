import type { Caller } from '../../commands/command.ts';
import type { Clock } from '../../core/time.ts';
import type { SlackApi } from './api.ts';
import { listAt, textAt, valueAt } from './json-value.ts';

export const PLATFORM = 'slack';
/** Zones and roles change seldom; Slack allows few questions. */
const KNOWN_MS = 10 * 60_000;
const REMEMBERED = 2_000;

/** What a profile says; nothing where it could not be read. */
export interface Profile {
  readonly tz?: string;
  readonly locale?: string;
  readonly admin: boolean;
}

/** Who people are and which conversations they share with the bot, remembered for some minutes. */
export class People {
  readonly #api: SlackApi;
  readonly #clock: Clock;
  readonly #who: 'members' | 'admins';
  readonly #known = new Map<string, { readonly at: number; readonly profile: Profile }>();

  constructor(api: SlackApi, clock: Clock, who: 'members' | 'admins') {
    this.#api = api;
    this.#clock = clock;
    this.#who = who;
  }

  async profile(workspace: string, user: string): Promise<Profile> {
    const key = `${workspace} ${user}`;
    const known = this.#known.get(key);
    if (known && this.#clock.now() - known.at < KNOWN_MS) return known.profile;
    const answer = await this.#api.call(workspace, 'users.info', { user, include_locale: true });
    if (answer.kind !== 'ok') return { admin: false };
    const facts = valueAt(answer.body, 'user');
    const tz = textAt(facts, 'tz');
    const locale = textAt(facts, 'locale');
    const profile: Profile = {
      ...(tz && { tz }),
      ...(locale && { locale }),
      admin: valueAt(facts, 'is_admin') === true || valueAt(facts, 'is_owner') === true,
    };
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(key, { at: this.#clock.now(), profile });
    return profile;
  }

  /** The caller of a command in a conversation they are in, or with the bot alone when there is none. */
  async caller(where: {
    workspace: string;
    user: string;
    channel?: string;
    direct: boolean;
  }): Promise<Caller> {
    const { workspace, user, channel, direct } = where;
    const { tz, locale, admin } = await this.profile(workspace, user);
    return {
      person: { platform: PLATFORM, workspace, id: user },
      channel: { platform: PLATFORM, workspace, channel: channel ?? user },
      mayManage: channel !== undefined && (this.#who === 'members' || admin || direct),
      direct: direct || channel === undefined,
      ...(tz && { tz }),
      ...(locale && { locale }),
    };
  }

  /** Ids of the conversations that both the person and the bot are in; undefined where Slack did not say. */
  async shared(workspace: string, user: string): Promise<ReadonlySet<string> | undefined> {
    const ids = new Set<string>();
    let cursor: string | undefined;
    do {
      const answer = await this.#api.call(workspace, 'users.conversations', {
        user,
        // Asked for by Slack where the token is a whole organisation's.
        team_id: workspace,
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: 200,
        ...(cursor && { cursor }),
      });
      if (answer.kind !== 'ok') return undefined;
      for (const one of listAt(answer.body, 'channels')) ids.add(textAt(one, 'id') ?? '');
      cursor = textAt(answer.body, 'response_metadata', 'next_cursor');
    } while (cursor !== undefined);
    return ids;
  }
}
