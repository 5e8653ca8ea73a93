import { REST } from 'discord.js';
import type { Secret } from '../../core/secret.ts';

/** Longer waits than this are the dispatcher's: it has other channels to serve meanwhile. */
const QUEUE_MS = 1_000;

/**
 * discord.js's REST with its queues and limits. Posts that would wait are refused with RateLimitError instead, so that
 * the wait is planned, not slept; 5xx is tried again at once, which the nonce makes safe.
 */
export function createRest(token: Secret, apiUrl: string): REST {
  return new REST({
    api: apiUrl,
    version: '10',
    retries: 2,
    timeout: 15_000,
    rejectOnRateLimit: ({ route, timeToReset, retryAfter, global }) =>
      route.startsWith('/channels/') && (global || Math.max(timeToReset, retryAfter) > QUEUE_MS),
  }).setToken(token.reveal());
}
