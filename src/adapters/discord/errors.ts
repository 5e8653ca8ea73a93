import { RESTJSONErrorCodes as Code, DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { Fault } from '../../core/errors.ts';
import type { FindOutcome, PostOutcome } from '../../core/platform.ts';

/** Failed before anything was sent. */
const NOT_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

type Gone = Extract<PostOutcome, { kind: 'gone' }>['what'];

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const GONE: ReadonlyMap<number | string, Gone> = new Map<number, Gone>([
  [Code.UnknownChannel, 'channel'],
  [Code.UnknownGuild, 'workspace'],
  [Code.MissingAccess, 'permission'],
  [Code.MissingPermissions, 'permission'],
  [Code.CannotSendMessagesToThisUser, 'permission'],
  [Code.CannotSendMessagesInNonTextChannel, 'channel'],
  [Code.CannotExecuteActionOnThisChannelType, 'channel'],
  [Code.ThreadLocked, 'permission'],
]);

/** Codes of Discord's that say “slower” without being a 429. */
const SLOWER: ReadonlySet<number | string> = new Set([
  Code.AnnouncementEditLimitExceeded,
  Code.ChannelSendRateLimit,
  Code.ServerSendRateLimit,
  Code.MaximumActiveThreads,
]);
const SLOWER_MS = 30_000;

/** The code of an answer of Discord's; undefined for any other failure. */
export const apiCode = (error: unknown): number | string | undefined =>
  error instanceof DiscordAPIError ? error.code : undefined;

/** What became of a post that failed so. */
export function postOutcomeOf(error: unknown): PostOutcome {
  const reason = reasonOf(error);
  if (error instanceof RateLimitError)
    return {
      kind: 'rate-limited',
      scope: error.global ? 'platform' : 'channel',
      retryAfterMs: waitOf(error),
    };
  if (error instanceof DiscordAPIError) {
    const what = GONE.get(error.code);
    if (what !== undefined) return { kind: 'gone', what, reason };
    if (SLOWER.has(error.code)) return { kind: 'rate-limited', scope: 'channel', retryAfterMs: SLOWER_MS };
    if (error.status === 401) return { kind: 'unavailable', reason };
    return error.status >= 500 ? { kind: 'unknown', reason } : { kind: 'refused', reason };
  }
  if (error instanceof HTTPError)
    return error.status >= 500 || error.status === 408
      ? { kind: 'unknown', reason }
      : { kind: 'unavailable', reason };
  return NOT_SENT.has(networkCode(error)) || isTokenGone(error)
    ? { kind: 'unavailable', reason }
    : { kind: 'unknown', reason };
}

/** What a look into a channel that failed so says. */
export function findOutcomeOf(error: unknown): FindOutcome {
  const reason = reasonOf(error);
  if (error instanceof RateLimitError) return { kind: 'rate-limited', retryAfterMs: waitOf(error) };
  return error instanceof DiscordAPIError && error.status < 500 && error.status !== 401
    ? { kind: 'unreadable', reason }
    : { kind: 'unavailable', reason };
}

/** For whoever asked for something that is not a post. */
export function faultOf(error: unknown, what: string): Fault {
  const reason = `${what}: ${reasonOf(error)}`;
  if (error instanceof Fault) return error;
  if (error instanceof RateLimitError)
    return new Fault('rate-limited', reason, { cause: error, retryAfterMs: waitOf(error) });
  if (error instanceof DiscordAPIError)
    return new Fault(error.status >= 500 ? 'unavailable' : 'refused', reason, { cause: error });
  if (error instanceof HTTPError) return new Fault('unavailable', reason, { cause: error });
  return new Fault('unreachable', reason, { cause: error });
}

/** Fit for an operator: Discord's own words and code, never an address, which may hold a token. */
export function reasonOf(error: unknown): string {
  if (error instanceof DiscordAPIError)
    return `${error.message} (Discord ${error.code})`.replace(/\s+/g, ' ');
  if (error instanceof HTTPError) return `Discord answered HTTP ${error.status}`;
  if (error instanceof RateLimitError) return `Discord asked to wait ${waitOf(error)} ms`;
  const code = networkCode(error);
  const message = error instanceof Error ? error.message : String(error);
  return code === '' ? message : `${message} (${code})`;
}

const waitOf = ({ retryAfter, timeToReset, sublimitTimeout }: RateLimitError): number =>
  Math.max(50, retryAfter, sublimitTimeout, retryAfter > 0 ? 0 : timeToReset);

/** discord.js forgets the token once Discord refused it. */
const isTokenGone = (error: unknown): boolean =>
  error instanceof Error && /token to be set/i.test(error.message);

function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error) return String(error.code);
  return networkCode(error.cause);
}
