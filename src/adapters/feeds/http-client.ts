import { Fault, type FaultCode } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Secret } from '../../core/secret.ts';
import type { Clock } from '../../core/time.ts';
import { askedPause } from './asked-pause.ts';
import { type Exchanged, type ExchangeLimits, exchange } from './exchange.ts';
import { statusFault } from './http-fault.ts';
import type { Lane } from './lane.ts';

/** What a server gave to recognise an answer by. */
export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export interface HttpGet {
  readonly url: URL;
  readonly lane: Lane;
  /** The `Accept` header. */
  readonly accept: string;
  /** Sent to the origin of `url` only; it appears in no error and no log. */
  readonly bearer?: { readonly secret: Secret; readonly name: string } | undefined;
  /** Of the answer that is known; makes `unchanged` possible. */
  readonly validators?: Validators | undefined;
  /** Statuses that are answers too, with their bodies, rather than Faults. */
  readonly alsoAnswers?: readonly number[];
  /** Throws the Fault for a success that is none; `unavailable` is tried again. */
  readonly check?: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export type HttpAnswer = { readonly url: URL; readonly headers: Headers } & (
  | {
      readonly kind: 'body';
      readonly status: number;
      readonly text: string;
      readonly validators: Validators;
    }
  | { readonly kind: 'unchanged' }
);

/** Asks over HTTP: politely, within limits, and again where that is safe and may help. */
export interface HttpClient {
  /** Rejects with a Fault whose code names the cause, or with the signal's reason. */
  get(request: HttpGet): Promise<HttpAnswer>;
}

export interface HttpClientOptions {
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  /** In [0, 1), as `Math.random`: spreads retries. */
  readonly random: () => number;
  readonly limits?: Partial<ExchangeLimits>;
}

const LIMITS: ExchangeLimits = {
  headersMs: 30_000,
  stallMs: 20_000,
  totalMs: 180_000,
  maxBytes: 20_000_000,
};
/** How often one thing is asked for, the first time included. */
const ATTEMPTS = 4;
/** Full jitter over a doubling span: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/ */
const BACKOFF_MS = { first: 1_000, longest: 30_000, rateLimited: 5_000 };

/** No header can keep a process away from a source for longer. */
const LONGEST_PAUSE_MS = 24 * 3_600_000;

/** Every request is a GET, so all of these may be asked again. */
const WORTH_ANOTHER_TRY: ReadonlySet<FaultCode> = new Set([
  'unreachable',
  'timeout',
  'unavailable',
  'rate-limited',
]);

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { clock, log, random } = options;
  const limits = { ...LIMITS, ...options.limits };
  const userAgent = `Broadsheet/${options.version}`;

  async function once(request: HttpGet): Promise<HttpAnswer> {
    const { url, bearer, signal } = request;
    const answer = await exchange(
      {
        url,
        headers: { 'user-agent': userAgent, accept: request.accept, ...conditions(request.validators) },
        authorization: bearer && `Bearer ${bearer.secret.reveal()}`,
        signal,
      },
      limits,
    );
    const pauseMs = askedPause(answer.headers, clock.now());
    if (pauseMs !== undefined) request.lane.pauseUntil(clock.now() + Math.min(pauseMs, LONGEST_PAUSE_MS));
    return understand(request, answer, pauseMs);
  }

  /** Milliseconds to wait before attempt `attempt + 1`, apart from what the lane makes everyone wait. */
  function backoffMs(fault: Fault, attempt: number): number {
    if ((fault.retryAfterMs ?? 0) > 0) return 0;
    const span = Math.min(BACKOFF_MS.longest, BACKOFF_MS.first * 2 ** (attempt - 1));
    return Math.round(random() * span) + (fault.code === 'rate-limited' ? BACKOFF_MS.rateLimited : 0);
  }

  return {
    async get(request) {
      const { lane, signal, url } = request;
      for (let attempt = 1; ; attempt++) {
        try {
          return await lane.run(() => once(request), signal);
        } catch (error) {
          if (!(error instanceof Fault) || !WORTH_ANOTHER_TRY.has(error.code)) throw error;
          if (attempt >= ATTEMPTS || (error.retryAfterMs ?? 0) > lane.maxPauseMs) throw error;
          const waitMs = backoffMs(error, attempt);
          log.info('http-retry', { host: url.host, code: error.code, attempt, waitMs });
          if (waitMs > 0) await clock.sleep(waitMs, signal);
        }
      }
    },
  };
}

function conditions(validators: Validators | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  if (validators?.etag !== undefined) headers['if-none-match'] = validators.etag;
  if (validators?.lastModified !== undefined) headers['if-modified-since'] = validators.lastModified;
  return headers;
}

/** What an exchange means for the request that made it. */
function understand(request: HttpGet, answer: Exchanged, retryAfterMs: number | undefined): HttpAnswer {
  const { url, status, headers, text } = answer;
  const asked = request.validators?.etag !== undefined || request.validators?.lastModified !== undefined;
  if (status === 304 && asked) return { kind: 'unchanged', url, headers };
  const success = status >= 200 && status < 300;
  if (!success && !request.alsoAnswers?.includes(status)) {
    const { bearer } = request;
    const credentialHint = bearer && `check ${bearer.name}`;
    const said = bearer ? text.replaceAll(bearer.secret.reveal(), String(bearer.secret)) : text;
    throw statusFault({ url, status, text: said, retryAfterMs, credentialHint });
  }
  if (success) request.check?.(text);
  const etag = headers.get('etag') ?? undefined;
  const lastModified = headers.get('last-modified') ?? undefined;
  return { kind: 'body', url, headers, status, text, validators: { etag, lastModified } };
}
