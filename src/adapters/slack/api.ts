import { LogLevel, webApi } from '@slack/bolt';
import type { Log } from '../../core/log.ts';
import type { Secret } from '../../core/secret.ts';
import { isJson, type Json, listAt } from './json-value.ts';
import { sdkLogger } from './sdk-logger.ts';

/** What became of one call of the Web API; never an exception. */
export type ApiAnswer =
  | { readonly kind: 'ok'; readonly body: Json }
  /** Slack said no: nothing was done. */
  | { readonly kind: 'no'; readonly error: string; readonly details: readonly string[] }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
  /** It certainly did not reach Slack. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** It may have been done. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** The Web API of every workspace that the bot is installed in. */
export interface SlackApi {
  /** `not_authed` where there is no token for the workspace. */
  call(workspace: string, method: string, args: Json): Promise<ApiAnswer>;
  /** A call with a token of its own, before a workspace is known. */
  callWith(token: Secret | undefined, method: string, args: Json): Promise<ApiAnswer>;
}

export interface ApiOptions {
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly log: Log;
  readonly tokenOf: (workspace: string) => Promise<Secret | undefined>;
}

/**
 * How every client of ours calls Slack: a repeated post is a repeated message, so the SDK never tries again by itself,
 * neither after an error nor after being asked to wait, and no call waits for ever.
 */
export function clientOptions({ apiUrl, timeoutMs, log }: Omit<ApiOptions, 'tokenOf'>) {
  return {
    slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`,
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: sdkLogger(log),
    logLevel: LogLevel.INFO,
  };
}

export function createSlackApi(options: ApiOptions): SlackApi {
  const clients = new Map<string, webApi.WebClient>();
  const clientFor = (token: string): webApi.WebClient => {
    const known = clients.get(token) ?? new webApi.WebClient(token || undefined, clientOptions(options));
    clients.set(token, known);
    return known;
  };
  const callWith: SlackApi['callWith'] = async (token, method, args) => {
    try {
      return {
        kind: 'ok',
        body: { ...(await clientFor(token?.reveal() ?? '').apiCall(method, { ...args })) },
      };
    } catch (error) {
      return readError(error);
    }
  };
  return {
    callWith,
    call: async (workspace, method, args) => {
      const token = await options.tokenOf(workspace);
      if (!token) return { kind: 'no', error: 'not_authed', details: [] };
      return callWith(token, method, args);
    },
  };
}

/** No connection was made, so nothing can have been done. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** Slack's own words: "some aspect of the operation may have succeeded". */
const MAY_BE_DONE = new Set(['fatal_error', 'internal_error']);
const FALLBACK_WAIT_MS = 30_000;

function readError(error: unknown): ApiAnswer {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { kind: 'rate-limited', retryAfterMs: Math.max(1, error.retryAfter) * 1000 };
  if (error instanceof webApi.WebAPIPlatformError) return readRefusal(error.data.error, error.data);
  if (error instanceof webApi.WebAPIHTTPError) return { kind: 'unknown', reason: `HTTP ${error.statusCode}` };
  if (error instanceof webApi.WebAPIRequestError) {
    const cause: unknown = error.original.cause;
    const code = isJson(cause) || cause instanceof Error ? String(Reflect.get(cause, 'code') ?? '') : '';
    const reason = [error.original.message, code].filter(part => part !== '').join(' ');
    return NEVER_SENT.has(code) ? { kind: 'unavailable', reason } : { kind: 'unknown', reason };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return reason.startsWith('Retry header')
    ? { kind: 'rate-limited', retryAfterMs: FALLBACK_WAIT_MS }
    : { kind: 'unknown', reason };
}

function readRefusal(error: string, data: unknown): ApiAnswer {
  if (error === 'ratelimited' || error === 'rate_limited')
    return { kind: 'rate-limited', retryAfterMs: FALLBACK_WAIT_MS };
  if (MAY_BE_DONE.has(error)) return { kind: 'unknown', reason: error };
  if (error === 'service_unavailable' || error === 'request_timeout')
    return { kind: 'unavailable', reason: error };
  const details = listAt(data, 'response_metadata', 'messages').map(String);
  return { kind: 'no', error, details };
}
