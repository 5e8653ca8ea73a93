import { REST } from 'discord.js';
import { Agent } from 'undici';
import type { Secret } from '../../core/secret.ts';

/** Longer waits than this are the dispatcher's: it has other channels to serve meanwhile. */
const QUEUE_MS = 500;
/** A rush of commands shares these: waiting for one takes less than opening another. */
const CONNECTIONS = 32;
const KEPT_MS = 60_000;

/**
 * discord.js's REST with its queues and limits. Posts that would wait are refused with RateLimitError instead, so that
 * the wait is planned, not slept. `repeating` tries 5xx again at once, which only a nonce makes safe for a post.
 * `answers` is for interactions alone, which the bot's global limit does not count: people do not wait for a fan-out.
 * https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
 */
export function createRest(token: Secret, apiUrl: string, use: 'repeating' | 'once' | 'answers'): REST {
  return new REST({
    api: apiUrl,
    version: '10',
    retries: use === 'repeating' ? 2 : 0,
    ...(use === 'answers'
      ? {
          globalRequestsPerSecond: Number.POSITIVE_INFINITY,
          agent: new Agent({ connections: CONNECTIONS, keepAliveTimeout: KEPT_MS }),
        }
      : {}),
    timeout: 15_000,
    rejectOnRateLimit: ({ route, timeToReset, retryAfter, global }) =>
      route.startsWith('/channels/') && (global || Math.max(timeToReset, retryAfter) > QUEUE_MS),
  }).setToken(token.reveal());
}
