import { RESTJSONErrorCodes as Code, type REST, Routes } from 'discord.js';
import * as z from 'zod';
import type { KeyedStore } from '../../core/keyed-store.ts';
import type { PostOutcome, PostRequest } from '../../core/platform.ts';
import type { LongLines } from './command-id.ts';
import type { MessageBody } from './components.ts';
import type { AttachedFile } from './compose.ts';
import { apiCode, postOutcomeOf } from './errors.ts';
import { LIMITS } from './limits.ts';
import { markOf } from './message-mark.ts';
import type { DiscordPayload } from './render.ts';

/** How long the buttons of a digest keep working when their command is too long for an id. */
const LINES_MS = 180 * 24 * 3_600_000;
/** A day, after which Discord archives a thread that nobody writes in. */
const ARCHIVE_MINUTES = 1440;

const withId = z.object({ id: z.string() });

export const lineKey = (hash: string): string => `discord:line:${hash}`;

/** Commands too long for their buttons, kept so that pressing finds them. */
export async function rememberLines(store: KeyedStore, lines: LongLines = {}): Promise<void> {
  await Promise.all(Object.entries(lines).map(([hash, line]) => store.set(lineKey(hash), line, LINES_MS)));
}

export const filesOf = (files: readonly AttachedFile[] = []) =>
  files.map(({ name, mediaType, base64 }) => ({
    name,
    contentType: mediaType,
    data: Buffer.from(base64, 'base64'),
  }));

/** A body that is known again: by its nonce for minutes, by its container's id for ever. */
export function marked(body: MessageBody, key: string): MessageBody {
  return { ...body, components: body.components.map(one => ({ ...one, id: markOf(key) })) };
}

/** Posts messages of editions into channels of every kind. */
export class Poster {
  readonly #rest: REST;
  readonly #once: REST;
  readonly #store: KeyedStore;
  /** Messages that have a thread, or stand where none can be. */
  readonly #threads = new Map<string, 'thread' | 'reply'>();

  /** `once` must not repeat a request by itself. */
  constructor(rest: REST, once: REST, store: KeyedStore) {
    this.#rest = rest;
    this.#once = once;
    this.#store = store;
  }

  async post(request: PostRequest): Promise<PostOutcome> {
    const payload = request.payload as DiscordPayload;
    try {
      await rememberLines(this.#store, payload.lines);
      return await this.#postIn(request, payload);
    } catch (error) {
      return this.#explain(request, postOutcomeOf(error));
    }
  }

  async #postIn(request: PostRequest, payload: DiscordPayload): Promise<PostOutcome> {
    const { channel, under, signal } = request;
    if (under === undefined) return this.#send(channel.channel, request, payload);
    const place =
      this.#threads.get(under) ?? (await this.#openThread(channel.channel, under, payload, signal));
    this.#threads.set(under, place);
    if (place === 'thread') return this.#send(under, request, payload);
    return this.#send(channel.channel, request, payload, under);
  }

  /** A thread has its message's id, and starting it twice says so. */
  async #openThread(
    channel: string,
    messageId: string,
    payload: DiscordPayload,
    signal: AbortSignal,
  ): Promise<'thread' | 'reply'> {
    const name = (payload.thread ?? payload.title).slice(0, LIMITS.threadName);
    try {
      await this.#rest.post(Routes.threads(channel, messageId), {
        body: { name, auto_archive_duration: ARCHIVE_MINUTES },
        signal,
      });
      return 'thread';
    } catch (error) {
      const code = apiCode(error);
      if (code === Code.ThreadAlreadyCreatedForMessage) return 'thread';
      // In a forum the post is the thread. Elsewhere, as in private messages, none can be: the answer quotes.
      if (code !== Code.CannotExecuteActionOnThisChannelType) throw error;
      return (await this.#exists(messageId, signal)) ? 'thread' : 'reply';
    }
  }

  async #exists(channel: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#rest.get(Routes.channel(channel), { signal });
      return true;
    } catch (error) {
      if (apiCode(error) === Code.UnknownChannel) return false;
      throw error;
    }
  }

  async #send(
    channel: string,
    { key, signal }: PostRequest,
    payload: DiscordPayload,
    answered?: string,
  ): Promise<PostOutcome> {
    const body = {
      ...marked(payload.body, key),
      nonce: key,
      enforce_nonce: true,
      ...(answered === undefined
        ? {}
        : { message_reference: { message_id: answered, fail_if_not_exists: false } }),
    };
    const post = async (): Promise<PostOutcome> => {
      const sent = await this.#rest.post(Routes.channelMessages(channel), {
        body,
        files: filesOf(payload.files),
        signal,
      });
      return { kind: 'posted', messageId: withId.parse(sent).id };
    };
    try {
      return await post();
    } catch (error) {
      const code = apiCode(error);
      if (code === Code.CannotSendMessagesInNonTextChannel)
        return this.#startPost(channel, key, payload, signal);
      if (code !== Code.InvalidActionOnArchivedThread) throw error;
      await this.#rest.patch(Routes.channel(channel), { body: { archived: false }, signal });
      return post();
    }
  }

  /** In a forum a message is the beginning of a post, which takes no nonce: its mark is all that finds it again. */
  async #startPost(
    forum: string,
    key: string,
    { body, title, files }: DiscordPayload,
    signal: AbortSignal,
  ): Promise<PostOutcome> {
    const started = await this.#once.post(Routes.threads(forum), {
      body: { name: title, auto_archive_duration: ARCHIVE_MINUTES, message: marked(body, key) },
      files: filesOf(files),
      signal,
    });
    return { kind: 'posted', messageId: withId.parse(started).id };
  }

  /** “Missing access” is all that Discord says when the bot was removed from a guild. */
  async #explain({ channel, signal }: PostRequest, outcome: PostOutcome): Promise<PostOutcome> {
    if (outcome.kind !== 'gone' || outcome.what !== 'permission' || channel.workspace === DIRECT)
      return outcome;
    try {
      await this.#rest.get(Routes.guild(channel.workspace), { signal });
      return outcome;
    } catch (error) {
      const code = apiCode(error);
      return code === Code.UnknownGuild || code === Code.MissingAccess
        ? { ...outcome, what: 'workspace' }
        : outcome;
    }
  }
}

/** The workspace of private messages. */
export const DIRECT = '@me';
