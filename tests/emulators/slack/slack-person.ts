import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setImmediate as macrotask } from 'node:timers/promises';
import type { Acknowledged, SlackServer } from './slack-server.ts';
import type { Json } from './slack-state.ts';

/** How what a person does reaches the app. */
export interface SlackTransport {
  deliver(kind: 'slash_commands' | 'interactive' | 'events_api', payload: Json): Promise<Acknowledged>;
}

export const overSocket = (server: SlackServer): SlackTransport => ({
  deliver: (kind, payload) => server.deliver(kind, payload),
});

/** A request as Slack signs it, ready to be sent, tampered with or replayed. */
export function signedRequest(
  kind: 'slash_commands' | 'interactive' | 'events_api',
  payload: Json,
  secret: string,
  atMs = Date.now(),
): { readonly headers: Record<string, string>; readonly body: string } {
  const body =
    kind === 'events_api'
      ? JSON.stringify(payload)
      : kind === 'interactive'
        ? new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
        : new URLSearchParams(
            Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)]),
          ).toString();
  const timestamp = String(Math.floor(atMs / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return {
    headers: {
      'content-type': kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
    body,
  };
}

/** Slack keeps its connections. */
const connections = new Agent({ keepAlive: true });

function post(
  url: string,
  { headers, body }: { readonly headers: Record<string, string>; readonly body: string },
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent: connections }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export const overHttp = (url: string, secret: string, now = Date.now): SlackTransport => ({
  deliver: async (kind, payload) => {
    const signed = signedRequest(kind, payload, secret, now());
    // Of many at once all are signed before the first is sent: that is Slack's work and no part of the wait.
    await macrotask();
    const since = performance.now();
    const { status, text } = await post(url, signed);
    if (status !== 200) throw new Error(`HTTP ${status}`);
    return {
      tookMs: performance.now() - since,
      payload: text.startsWith('{') ? (JSON.parse(text) as Json) : {},
    };
  },
});

/** Somebody in a workspace who types, presses and fills in forms. */
export class SlackPerson {
  readonly id: string;
  readonly #server: SlackServer;
  readonly #transport: SlackTransport;
  readonly #team: string;

  constructor(server: SlackServer, transport: SlackTransport, id: string, team = 'T1') {
    this.#server = server;
    this.#transport = transport;
    this.id = id;
    this.#team = team;
  }

  types(channel: string, text: string): Promise<Acknowledged> {
    return this.#transport.deliver('slash_commands', this.slashPayload(channel, text));
  }

  slashPayload(channel: string, text: string): Json {
    return {
      command: '/papers',
      // Slack escapes these three in what people type.
      text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
      team_id: this.#team,
      user_id: this.id,
      channel_id: channel,
      trigger_id: this.#server.state.newId('TR'),
      response_url: this.#responseUrl(channel),
      is_enterprise_install: 'false',
    };
  }

  /** Presses what carries this command line: in a channel's message, in one only they see, or in a view. */
  press(
    line: string,
    place: { readonly channel?: string; readonly private?: boolean; readonly view?: Json },
  ): Promise<Acknowledged> {
    return this.#interact(
      {
        type: 'block_actions',
        actions: [
          { type: 'button', action_id: line === 'setup' ? 'setup' : 'run-0', block_id: 'b', value: line },
        ],
        container: { type: place.view ? 'view' : 'message', is_ephemeral: place.private === true },
        ...(place.view ? { view: place.view } : {}),
      },
      place.channel,
    );
  }

  suggests(menu: string, typed: string): Promise<Acknowledged> {
    return this.#interact({ type: 'block_suggestion', action_id: menu, block_id: 'topics', value: typed });
  }

  submits(values: Json): Promise<Acknowledged> {
    return this.#interact({
      type: 'view_submission',
      view: { id: 'V1', type: 'modal', callback_id: 'setup', state: { values } },
    });
  }

  mentions(channel: string, text: string): Promise<Acknowledged> {
    return this.event({
      type: 'app_mention',
      user: this.id,
      channel,
      text: `<@${this.#server.state.botUser}> ${text}`,
      ts: this.#server.state.nextTs(),
    });
  }

  writes(text: string): Promise<Acknowledged> {
    const { id } = this.#server.state.directChannel(this.id);
    return this.event({
      type: 'message',
      channel_type: 'im',
      user: this.id,
      channel: id,
      text,
      ts: this.#server.state.nextTs(),
    });
  }

  opensHome(): Promise<Acknowledged> {
    return this.event({ type: 'app_home_opened', user: this.id, channel: 'D1', tab: 'home' });
  }

  event(event: Json, id = this.#server.state.newId('Ev')): Promise<Acknowledged> {
    return this.#transport.deliver('events_api', {
      type: 'event_callback',
      team_id: this.#team,
      event_id: id,
      event_time: 0,
      authorizations: [{ team_id: this.#team, is_enterprise_install: false }],
      event,
    });
  }

  #interact(payload: Json, channel?: string): Promise<Acknowledged> {
    return this.#transport.deliver('interactive', {
      ...payload,
      team: { id: this.#team },
      user: { id: this.id, team_id: this.#team },
      trigger_id: this.#server.state.newId('TR'),
      is_enterprise_install: false,
      ...(channel === undefined
        ? {}
        : { channel: { id: channel }, response_url: this.#responseUrl(channel) }),
    });
  }

  #responseUrl(channel: string): string {
    return `${this.#server.address}/response/${this.#server.state.response(channel, this.id)}`;
  }
}
