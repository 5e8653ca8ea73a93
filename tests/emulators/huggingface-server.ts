import type { Clock } from '../../src/core/time.ts';
import { type Answerer, answer, answerWithEtag, LoopbackServer, urlOf } from './loopback-server.ts';

/** An item of a daily list, as the API writes it. Real ones hold more. */
export interface DailyItem {
  readonly paper: { readonly id: string; readonly upvotes?: number; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

export interface HuggingFaceServerOptions {
  readonly clock: Clock;
  /** Requests a fixed window of so many seconds; `RateLimit` headers are sent only with this. */
  readonly quota?: { readonly requests: number; readonly windowSeconds: number };
}

/**
 * `huggingface.co` as far as Broadsheet asks it: daily lists by date in pages with `Link`, most upvotes first; ETags;
 * 400 for a bad or future date; search; single papers; the rate limit in its own headers.
 */
export class HuggingFaceServer extends LoopbackServer {
  /** Day → its list as it is now. */
  readonly days = new Map<string, readonly DailyItem[]>();
  readonly papers = new Map<string, unknown>();
  searchResults: readonly unknown[] = [];
  /** An older API that announces no next page. */
  withoutLinks = false;

  constructor(options: HuggingFaceServerOptions) {
    const quota = createQuota(options);
    super(request => {
      const { headers, exceeded } = quota();
      return exceeded
        ? answer(429, JSON.stringify({ error: 'We had to rate limit you' }), { ...json, ...headers })
        : this.#answerTo(urlOf(request), { ...json, ...headers }, options.clock);
    });
  }

  #answerTo({ pathname, searchParams }: URL, headers: Record<string, string>, clock: Clock): Answerer {
    const send = (value: unknown, more: Record<string, string> = {}): Answerer =>
      answerWithEtag(JSON.stringify(value), { ...headers, ...more });
    const refuse = (status: number, error: string): Answerer =>
      answer(status, JSON.stringify({ error }), headers);

    if (pathname === '/api/papers/search') return send(this.searchResults);
    if (pathname.startsWith('/api/papers/')) {
      const paper = this.papers.get(pathname.slice('/api/papers/'.length));
      return paper ? send(paper) : refuse(404, 'Paper not found');
    }
    if (pathname !== '/api/daily_papers') return refuse(404, 'Sorry, we can’t find the page');

    const date = searchParams.get('date') ?? '';
    const limit = Number(searchParams.get('limit') ?? 50);
    const page = Number(searchParams.get('p') ?? 0);
    const today = new Date(clock.now()).toISOString().slice(0, 10);
    if (!/^\d{4}-\d\d-\d\d$/.test(date) || date > today) return refuse(400, 'Invalid date');
    if (limit > 100) return refuse(400, 'limit must be at most 100');
    const items = [...(this.days.get(date) ?? [])].sort(byVotes);
    const more = items.length > (page + 1) * limit && !this.withoutLinks;
    const next = new URLSearchParams({ date, limit: String(limit), p: String(page + 1) });
    const link = `<https://huggingface.co/api/daily_papers?${next.toString()}>; rel="next"`;
    return send(items.slice(page * limit, (page + 1) * limit), more ? { link } : {});
  }
}

const byVotes = (a: DailyItem, b: DailyItem): number => (b.paper.upvotes ?? 0) - (a.paper.upvotes ?? 0);

const json = { 'content-type': 'application/json; charset=utf-8' };

/** Counts requests in fixed windows. */
function createQuota({ clock, quota }: HuggingFaceServerOptions): () => {
  headers: Record<string, string>;
  exceeded: boolean;
} {
  if (!quota) return () => ({ headers: {}, exceeded: false });
  const windowMs = quota.windowSeconds * 1000;
  let began = Number.NEGATIVE_INFINITY;
  let used = 0;
  return () => {
    if (clock.now() - began >= windowMs) {
      began = clock.now();
      used = 0;
    }
    used++;
    const left = Math.max(0, quota.requests - used);
    const seconds = Math.ceil((began + windowMs - clock.now()) / 1000);
    return {
      exceeded: used > quota.requests,
      headers: {
        ratelimit: `"api";r=${left};t=${seconds}`,
        'ratelimit-policy': `"fixed window";"api";q=${quota.requests};w=${quota.windowSeconds}`,
      },
    };
  };
}
