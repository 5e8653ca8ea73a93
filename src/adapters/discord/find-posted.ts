import { ChannelType, RESTJSONErrorCodes as Code, type REST, Routes } from 'discord.js';
import * as z from 'zod';
import type { ChannelAddress, FindOutcome } from '../../core/platform.ts';
import { apiCode, findOutcomeOf } from './errors.ts';
import { markOf } from './message-mark.ts';

/** https://docs.discord.com/developers/reference#snowflakes */
const EPOCH = 1_420_070_400_000;
const PAGE = 100;
/** Two thousand messages since an edition was planned: nobody could find it either. */
const MAX_PAGES = 20;

const message = z.object({
  id: z.string(),
  nonce: z.union([z.string(), z.number()]).optional(),
  components: z.array(z.object({ id: z.number().optional() })).optional(),
});
const history = z.array(message);
const channelFacts = z.object({ type: z.number() });
const threads = z.object({
  threads: z.array(z.object({ id: z.string(), parent_id: z.string().nullish() })),
});
type Message = z.infer<typeof message>;

export const snowflakeAt = (ms: number): string => String(BigInt(Math.max(0, Math.floor(ms - EPOCH))) << 22n);

/** Looks for messages by their nonce or their mark, where they would be; see message-mark.ts. Never rejects. */
export async function findPosted(
  rest: REST,
  address: ChannelAddress,
  keys: readonly string[],
  {
    sinceMs,
    under,
    signal,
  }: { readonly sinceMs: number; readonly under?: string; readonly signal: AbortSignal },
): Promise<FindOutcome> {
  const look: Look = { rest, keys, after: snowflakeAt(sinceMs), signal, found: new Map() };
  try {
    if (under === undefined) return await lookInChannel(look, address);
    try {
      return await lookThrough(look, under);
    } catch (error) {
      // No thread was started: nothing is in it, and where none can be, answers stand in the channel itself.
      if (apiCode(error) !== Code.UnknownChannel) throw error;
      return await lookThrough(look, address.channel);
    }
  } catch (error) {
    return findOutcomeOf(error);
  }
}

interface Look {
  readonly rest: REST;
  readonly keys: readonly string[];
  readonly after: string;
  readonly signal: AbortSignal;
  readonly found: Map<string, string>;
}

async function lookInChannel(look: Look, address: ChannelAddress): Promise<FindOutcome> {
  const { rest, signal } = look;
  const { type } = channelFacts.parse(await rest.get(Routes.channel(address.channel), { signal }));
  return type === ChannelType.GuildForum || type === ChannelType.GuildMedia
    ? lookInForum(look, address)
    : lookThrough(look, address.channel);
}

async function lookThrough(look: Look, channel: string): Promise<FindOutcome> {
  const { rest, keys, signal, found } = look;
  let after = look.after;
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = new URLSearchParams({ after, limit: String(PAGE) });
    const messages = history.parse(await rest.get(Routes.channelMessages(channel), { query, signal }));
    for (const one of messages) note(look, one);
    if (found.size === keys.length) return { kind: 'found', messageIds: found };
    if (messages.length < PAGE) {
      await proveReadable(look, channel);
      return { kind: 'found', messageIds: found };
    }
    after = messages.reduce((latest, { id }) => (BigInt(id) > BigInt(latest) ? id : latest), after);
  }
  return { kind: 'unreadable', reason: `more than ${MAX_PAGES * PAGE} messages since` };
}

function note({ keys, found }: Look, { id, nonce, components = [] }: Message): void {
  const key = keys.find(
    one => String(nonce ?? '') === one || components.some(component => component.id === markOf(one)),
  );
  if (key !== undefined) found.set(key, id);
}

/** Without Read Message History a channel looks empty; only asking for one message tells: this one is not there. */
async function proveReadable({ rest, after, signal }: Look, channel: string): Promise<void> {
  try {
    await rest.get(Routes.channelMessage(channel, after), { signal });
  } catch (error) {
    if (apiCode(error) !== Code.UnknownMessage) throw error;
  }
}

/** Posts of a forum that began since then; each is a thread whose first message has its id. */
async function lookInForum(look: Look, { workspace, channel }: ChannelAddress): Promise<FindOutcome> {
  const { rest, signal, after } = look;
  const active = threads.parse(await rest.get(Routes.guildActiveThreads(workspace), { signal }));
  const recent = active.threads.filter(one => one.parent_id === channel && BigInt(one.id) > BigInt(after));
  for (const { id } of recent) {
    try {
      note(look, message.parse(await rest.get(Routes.channelMessage(id, id), { signal })));
    } catch (error) {
      if (apiCode(error) !== Code.UnknownMessage) throw error;
    }
  }
  return { kind: 'found', messageIds: look.found };
}
