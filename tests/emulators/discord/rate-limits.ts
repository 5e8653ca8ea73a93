/** What a request is answered with when it comes too often. */
export interface Limited {
  readonly retryAfterMs: number;
  readonly scope: 'user' | 'global' | 'shared';
}

interface Bucket {
  remaining: number;
  resetAt: number;
}

/** Posts to one channel: Discord's headers say 5 in 5 seconds. Others are wide enough never to matter here. */
const POSTS = { limit: 5, windowMs: 5_000 };
const OTHERS = { limit: 50, windowMs: 1_000 };
const GLOBAL = { limit: 50, windowMs: 1_000 };

/** Buckets by route and channel, and the global limit that interaction callbacks are free of. */
export class RateLimits {
  /** Requests that were answered 401, 403 or 429: ten thousand in ten minutes would ban the address. */
  invalid = 0;
  scale = 1;
  readonly #buckets = new Map<string, Bucket>();
  #global: Bucket = { remaining: GLOBAL.limit, resetAt: 0 };

  /** Headers of the answer, and whether the request is refused. */
  take(
    method: string,
    route: string,
    now = Date.now(),
  ): { readonly headers: Record<string, string>; readonly limited?: Limited } {
    if (/^\/(interactions|webhooks)\//.test(route)) return { headers: {} };
    if (now >= this.#global.resetAt)
      this.#global = { remaining: GLOBAL.limit * this.scale, resetAt: now + GLOBAL.windowMs };
    if (this.#global.remaining <= 0)
      return {
        headers: { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' },
        limited: { retryAfterMs: this.#global.resetAt - now, scope: 'global' },
      };
    this.#global.remaining -= 1;
    const rule = method === 'POST' && /^\/channels\/\d+\/messages$/.test(route) ? POSTS : OTHERS;
    const name = `${method} ${route}`;
    let bucket = this.#buckets.get(name);
    if (!bucket || now >= bucket.resetAt) {
      bucket = { remaining: rule.limit * this.scale, resetAt: now + rule.windowMs };
      this.#buckets.set(name, bucket);
    }
    const afterMs = bucket.resetAt - now;
    const headers = {
      'x-ratelimit-limit': String(rule.limit * this.scale),
      'x-ratelimit-remaining': String(Math.max(0, bucket.remaining - 1)),
      'x-ratelimit-reset': String(bucket.resetAt / 1000),
      'x-ratelimit-reset-after': String(afterMs / 1000),
      'x-ratelimit-bucket': `${method.toLowerCase()}${rule === POSTS ? 'posts' : route.replace(/\d+/g, '').replace(/\W/g, '')}`,
    };
    if (bucket.remaining <= 0)
      return {
        headers: { ...headers, 'x-ratelimit-scope': 'user' },
        limited: { retryAfterMs: afterMs, scope: 'user' },
      };
    bucket.remaining -= 1;
    return { headers };
  }
}
