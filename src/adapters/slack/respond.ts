import type { Clock, InstantMs } from '../../core/time.ts';
import type { ApiAnswer, SlackApi } from './api.ts';
import type { SlackPayload } from './block-kit.ts';
import { LIMITS } from './limits.ts';
import type { SlackRequest } from './request.ts';

/** Where an answer is shown. */
export type Audience = 'caller' | 'public';

export interface ResponderPorts {
  readonly api: SlackApi;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** As `fetch`. */
  readonly fetch: typeof fetch;
}

/** Before the end of a `response_url`'s life: clocks differ and requests take time. */
const MARGIN_MS = 60_000;

/**
 * Sends answers to one request: through its `response_url` while that is good, then as messages that only the caller
 * sees, and where the bot can't speak at all, as a direct message.
 */
export class Responder {
  readonly #request: SlackRequest;
  readonly #ports: ResponderPorts;
  readonly #startedAt: InstantMs;
  #uses = 0;

  constructor(request: SlackRequest, ports: ResponderPorts) {
    this.#request = request;
    this.#ports = ports;
    this.#startedAt = ports.clock.now();
  }

  /** Resolves to whether it arrived, as far as Slack tells. */
  async send(payload: SlackPayload, audience: Audience, replace = false): Promise<boolean> {
    const { api } = this.#ports;
    const { channel, direct, workspace, user, thread } = this.#request;
    if (await this.#byUrl(payload, audience, replace)) return true;
    const inThread = thread === undefined ? {} : { thread_ts: thread };
    if (channel !== undefined) {
      const answer: ApiAnswer =
        audience === 'public' || direct
          ? await api.call(workspace, 'chat.postMessage', { channel, ...payload, ...inThread })
          : await api.call(workspace, 'chat.postEphemeral', { channel, user, ...payload, ...inThread });
      // What may have arrived is not sent again.
      if (answer.kind === 'ok' || answer.kind === 'unknown') return answer.kind === 'ok';
      if (direct) return false;
    }
    return sendDirect(api, workspace, user, payload);
  }

  async #byUrl(payload: SlackPayload, audience: Audience, replace: boolean): Promise<boolean> {
    const { responseUrl } = this.#request;
    const { clock, timeoutMs, fetch } = this.#ports;
    const { uses, lifeMs } = LIMITS.responseUrl;
    const late = clock.now() - this.#startedAt > lifeMs - MARGIN_MS;
    if (responseUrl === undefined || this.#uses >= uses || late) return false;
    this.#uses++;
    try {
      const response = await fetch(responseUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({
          ...payload,
          response_type: audience === 'public' ? 'in_channel' : 'ephemeral',
          replace_original: replace,
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}

/** A message in the conversation of a person with the bot; resolves to whether it arrived. */
export async function sendDirect(
  api: SlackApi,
  workspace: string,
  user: string,
  payload: SlackPayload,
): Promise<boolean> {
  const answer = await api.call(workspace, 'chat.postMessage', { channel: user, ...payload });
  return answer.kind === 'ok';
}
