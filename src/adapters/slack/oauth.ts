import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KeyedStore } from '../../core/keyed-store.ts';
import type { Log } from '../../core/log.ts';
import { Secret } from '../../core/secret.ts';
import type { Clock } from '../../core/time.ts';
import type { SlackApi } from './api.ts';
import { describeRefusal } from './errors.ts';
import type { InstallationBook } from './installations.ts';
import { type Json, textAt, valueAt } from './json-value.ts';
import { PATHS, scopeNames } from './manifest.ts';
import { reply } from './reply.ts';

const AUTHORIZE_URL = 'https://slack.com/oauth/v2/authorize';
const STATE_MS = 10 * 60_000;
const COOKIE = 'broadsheet-slack-state';

export interface OAuthSettings {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly stateSecret: Secret;
  readonly unfurl: boolean;
}

export interface OAuthPorts extends OAuthSettings {
  readonly api: SlackApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: KeyedStore;
  readonly book: InstallationBook;
  /** A workspace or an organisation was installed, for the first time or again. */
  readonly installed: (place: string) => Promise<void>;
}

/**
 * Installing in any workspace: a page that leads to Slack, and the one Slack leads back to. The state is signed, bound to
 * the browser by a cookie, good for ten minutes and for one use.
 */
export class OAuth {
  readonly #ports: OAuthPorts;

  constructor(ports: OAuthPorts) {
    this.#ports = ports;
  }

  /** Sends the browser to Slack. */
  begin(_request: IncomingMessage, response: ServerResponse): void {
    const { clientId, clock, unfurl } = this.#ports;
    const nonce = randomBytes(16).toString('base64url');
    const state = this.#sign(`${nonce}.${clock.now() + STATE_MS}`);
    const query = new URLSearchParams({ client_id: clientId, scope: scopeNames(unfurl).join(','), state });
    reply(response, 302, undefined, {
      location: `${AUTHORIZE_URL}?${query.toString()}`,
      'set-cookie': `${COOKIE}=${nonce}; Max-Age=${STATE_MS / 1000}; Path=${PATHS.oauthRedirect}; HttpOnly; Secure; SameSite=Lax`,
    });
  }

  /** Takes the code that Slack sent the browser back with. Never rejects. */
  async finish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { log } = this.#ports;
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const refuse = (status: number, reason: string): void => {
      log.warn('slack-install-refused', { reason });
      reply(response, status, 'Broadsheet was not installed. Please start again from the install page.\n');
    };
    try {
      const code = searchParams.get('code');
      if (!(await this.#isOurs(searchParams.get('state') ?? '', request.headers.cookie ?? '')))
        return refuse(400, 'state');
      if (code === null) return refuse(400, searchParams.get('error')?.slice(0, 60) ?? 'no code');
      const problem = await this.#exchange(code);
      if (problem !== undefined) return refuse(502, problem);
      reply(response, 200, 'Broadsheet is installed. Type /papers help in Slack to begin.\n');
    } catch (error) {
      refuse(500, error instanceof Error ? error.message : String(error));
    }
  }

  async #exchange(code: string): Promise<string | undefined> {
    const { api, book, clientId, clientSecret, installed, log } = this.#ports;
    const answer = await api.callWith(undefined, 'oauth.v2.access', {
      client_id: clientId,
      client_secret: clientSecret.reveal(),
      code,
    });
    if (answer.kind !== 'ok') return describeRefusal(answer);
    const place = placeOf(answer.body);
    const token = textAt(answer.body, 'access_token');
    if (place === undefined || token === undefined) return 'Slack’s answer names no workspace or no token';
    const botUser = textAt(answer.body, 'bot_user_id');
    await book.put(place, { token: new Secret(token), ...(botUser && { botUser }) });
    log.info('slack-installed', { workspace: place });
    await installed(place);
    return undefined;
  }

  #sign(text: string): string {
    return `${text}.${createHmac('sha256', this.#ports.stateSecret.reveal()).update(text).digest('base64url')}`;
  }

  async #isOurs(state: string, cookies: string): Promise<boolean> {
    const { clock, store } = this.#ports;
    const [nonce = '', until = ''] = state.split('.');
    if (!same(state, this.#sign(`${nonce}.${until}`)) || !(Number(until) > clock.now())) return false;
    const cookie = cookies.split(/;\s*/).find(each => each.startsWith(`${COOKIE}=`));
    if (!same(cookie?.slice(COOKIE.length + 1) ?? '', nonce)) return false;
    if ((await store.get(`oauth-state:${nonce}`)) !== undefined) return false;
    await store.set(`oauth-state:${nonce}`, 1, STATE_MS);
    return true;
  }
}

/** The organisation of an org-wide install, else the team. */
const placeOf = (body: Json): string | undefined =>
  valueAt(body, 'is_enterprise_install') === true
    ? textAt(body, 'enterprise', 'id')
    : textAt(body, 'team', 'id');

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
