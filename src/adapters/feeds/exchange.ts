import { Fault } from '../../core/errors.ts';
import { connectionFault, placeOf } from './http-fault.ts';
import { readBody } from './read-body.ts';

export interface ExchangeLimits {
  /** Until the head of an answer is there. */
  readonly headersMs: number;
  /** The longest silence inside a body. */
  readonly stallMs: number;
  /** All of it, redirects and body included. */
  readonly totalMs: number;
  readonly maxBytes: number;
}

export interface ExchangeRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent to the origin of `url` only, never to where a redirect leads. */
  readonly authorization: string | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface Exchanged {
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 5;

/**
 * One GET and its answer, whatever the status. Rejects with Fault `timeout` (no head, a silent body, too long in all),
 * `unreachable`, `too-large`, `bad-format`, `refused` (redirected in circles); with the signal's reason when aborted.
 */
export async function exchange(request: ExchangeRequest, limits: ExchangeLimits): Promise<Exchanged> {
  const watch = new Watch(request.signal);
  let url = request.url;
  watch.within('total', limits.totalMs, () => `${placeOf(url)} took longer than ${seconds(limits.totalMs)}`);
  try {
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      watch.within(
        'silence',
        limits.headersMs,
        () => `${url.host} did not answer within ${seconds(limits.headersMs)}`,
      );
      const response = await fetch(url, {
        headers: headersFor(url, request),
        redirect: 'manual',
        signal: watch.signal,
      });
      const target = redirectTarget(response, url);
      if (!target)
        return { url, status: response.status, headers: response.headers, text: await bodyOf(response) };
      await response.body?.cancel();
      url = target;
    }
    throw new Fault('refused', `${placeOf(request.url)} redirects more than ${MAX_REDIRECTS} times`);
  } catch (error) {
    watch.signal.throwIfAborted();
    throw error instanceof Fault ? error : connectionFault(error, url);
  } finally {
    watch.stop();
  }

  function bodyOf(response: Response): Promise<string> {
    const alive = (): void =>
      watch.within('silence', limits.stallMs, () => `${placeOf(url)} stopped in the middle of its answer`);
    alive();
    return readBody(response, { maxBytes: limits.maxBytes, onProgress: alive });
  }
}

function headersFor(
  url: URL,
  { url: first, headers, authorization }: ExchangeRequest,
): Record<string, string> {
  return authorization !== undefined && url.origin === first.origin
    ? { ...headers, authorization }
    : { ...headers };
}

function redirectTarget(response: Response, url: URL): URL | undefined {
  const location = response.headers.get('location');
  if (!REDIRECTS.has(response.status) || location === null) return undefined;
  const target = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
  const downgraded = url.protocol === 'https:' && target?.protocol !== 'https:';
  if (!target || !/^https?:$/.test(target.protocol) || downgraded)
    throw new Fault('refused', `${placeOf(url)} redirects to where Broadsheet does not go`);
  return target;
}

const seconds = (ms: number): string => `${ms / 1000} s`;

/** Ends a request: when its caller says so, or when one of its time limits passes. */
class Watch {
  readonly #controller = new AbortController();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #outer: AbortSignal | undefined;
  readonly #pass = (): void => this.#controller.abort(this.#outer?.reason);

  constructor(outer: AbortSignal | undefined) {
    this.#outer = outer;
    if (outer?.aborted) this.#pass();
    outer?.addEventListener('abort', this.#pass, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Starts a limit, or starts it anew. */
  within(limit: string, ms: number, message: () => string): void {
    clearTimeout(this.#timers.get(limit));
    const timer = setTimeout(() => this.#controller.abort(new Fault('timeout', message())), ms);
    this.#timers.set(limit, timer);
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#outer?.removeEventListener('abort', this.#pass);
  }
}
