import { type BodySchema, checkLimits, checkSchema } from './check-body.ts';
import { ok, type RestAnswer, refuse } from './rest-answers.ts';
import { compareIds } from './snowflakes.ts';
import { CHANNEL, channelJson, type EmulatedChannel, messageJson, type World } from './world.ts';

export interface RestRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
}

/** Discord promises a nonce to be looked at for "the past few minutes". */
const NONCE_MS = 5 * 60_000;
const MAX_PAGE = 100;

/** Channels, threads and their messages. */
export class RestChannels {
  readonly #world: World;
  readonly #check: (what: string, complaints: readonly string[]) => boolean;

  /** `check` keeps complaints about a body and says whether there were any. */
  constructor(world: World, check: (what: string, complaints: readonly string[]) => boolean) {
    this.#world = world;
    this.#check = check;
  }

  handle(request: RestRequest): RestAnswer | undefined {
    const [, channelId = '', rest = ''] = /^\/channels\/(\d+)(.*)$/.exec(request.path) ?? [];
    if (channelId === '') return undefined;
    const channel = this.#world.channels.get(channelId);
    if (!channel || this.#isGone(channel)) return refuse(channel?.guildId ? 50001 : 10003);
    if (!this.#world.may(channel, 'viewChannel')) return refuse(50001);
    const route = `${request.method} ${rest.replace(/\d+/g, ':id')}`;
    const [, id = ''] = /(\d+)/.exec(rest) ?? [];
    switch (route) {
      case 'GET ':
        return ok(channelJson(channel));
      case 'PATCH ':
        return this.#modify(channel, request);
      case 'GET /messages':
        return this.#history(channel, request.query);
      case 'GET /messages/:id':
        return this.#one(channel, id);
      case 'POST /messages':
        return this.#post(channel, request);
      case 'POST /messages/:id/threads':
        return this.#startThread(channel, id, request);
      case 'POST /threads':
        return this.#startPost(channel, request);
      default:
        return undefined;
    }
  }

  #isGone({ guildId }: EmulatedChannel): boolean {
    return guildId !== undefined && this.#world.guilds.get(guildId)?.joined !== true;
  }

  #complain(schema: BodySchema, body: unknown, message?: unknown): RestAnswer | undefined {
    const complaints = [...checkSchema(schema, body), ...(message === undefined ? [] : checkLimits(message))];
    return this.#check(schema, complaints) ? refuse(50035, complaints) : undefined;
  }

  #post(channel: EmulatedChannel, { body, files }: RestRequest): RestAnswer {
    if (channel.type === CHANNEL.forum) return refuse(50008);
    if (channel.type === CHANNEL.dm && this.#world.closedDms.has(channel.ownerId ?? '')) return refuse(50007);
    const isThread = channel.parentId !== undefined;
    if (!this.#world.may(channel, isThread ? 'sendInThreads' : 'sendMessages')) return refuse(50013);
    if (channel.locked) return refuse(50083);
    const wrong = this.#complain('MessageCreateRequest', body, body);
    if (wrong) return wrong;
    const { nonce, enforce_nonce: enforced } = body;
    const twin =
      enforced === true && typeof nonce === 'string'
        ? channel.messages.find(one => one.nonce === nonce && Date.now() - one.at < NONCE_MS)
        : undefined;
    if (twin) return ok({ ...messageJson(twin), nonce });
    channel.archived = false;
    return ok({ ...messageJson(this.#world.post(channel, body, files)), nonce });
  }

  #history(channel: EmulatedChannel, query: URLSearchParams): RestAnswer {
    if (!this.#world.may(channel, 'readHistory')) return ok([]);
    const limit = Math.min(MAX_PAGE, Number(query.get('limit') ?? 50));
    const after = query.get('after');
    const all = this.#world.messages(channel);
    const page = after ? all.filter(one => compareIds(one.id, after) > 0).slice(0, limit) : all.slice(-limit);
    return ok(page.reverse().map(messageJson));
  }

  #one(channel: EmulatedChannel, id: string): RestAnswer {
    if (!this.#world.may(channel, 'readHistory')) return refuse(50001);
    const message = channel.messages.find(one => one.id === id);
    return message ? ok(messageJson(message)) : refuse(10008);
  }

  #startThread(channel: EmulatedChannel, messageId: string, { body }: RestRequest): RestAnswer {
    if (channel.type !== CHANNEL.text && channel.type !== CHANNEL.announcement) return refuse(50024);
    if (!this.#world.may(channel, 'createThreads')) return refuse(50013);
    const wrong = this.#complain('CreateTextThreadWithMessageRequest', body);
    if (wrong) return wrong;
    if (!channel.messages.some(one => one.id === messageId)) return refuse(10008);
    if (this.#world.channels.has(messageId)) return refuse(160004);
    return ok(channelJson(this.#thread(channel, messageId, String(body['name']))), 201);
  }

  #startPost(forum: EmulatedChannel, { body, files }: RestRequest): RestAnswer {
    if (forum.type !== CHANNEL.forum) return refuse(50024);
    if (!this.#world.may(forum, 'sendMessages')) return refuse(50013);
    const wrong = this.#complain('CreateForumThreadRequest', body, body['message']);
    if (wrong) return wrong;
    const thread = this.#thread(forum, this.#world.ids.next(), String(body['name']));
    const message = body['message'] as Record<string, unknown>;
    const first = this.#world.post(thread, message, files, undefined, thread.id);
    return ok({ ...channelJson(thread), message: messageJson(first) }, 201);
  }

  #thread(parent: EmulatedChannel, id: string, name: string): EmulatedChannel {
    return this.#world.addChannel(undefined, {
      id,
      name,
      type: parent.type === CHANNEL.announcement ? CHANNEL.announcementThread : CHANNEL.thread,
      parentId: parent.id,
      ownerId: this.#world.bot.id,
      ...(parent.guildId === undefined ? {} : { guildId: parent.guildId }),
    });
  }

  #modify(channel: EmulatedChannel, { body }: RestRequest): RestAnswer {
    const wrong = this.#complain('UpdateThreadRequestPartial', body);
    if (wrong) return wrong;
    if (channel.locked) return refuse(50013);
    if (typeof body['archived'] === 'boolean') channel.archived = body['archived'];
    return ok(channelJson(channel));
  }
}
