import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { secretWatch } from '../../secret-watch/secret-watch.ts';
import { checkMessage } from './block-kit-check.ts';
import { callMethod, type Limits } from './slack-methods.ts';
import { type Json, SlackState, type SlackWorkspaceState } from './slack-state.ts';

/** What goes wrong with one call: before it is done, or after. */
export type SlackFault =
  | 'lost-answer'
  | 'hang-up'
  | 'http-500'
  | 'http-500-done'
  | { readonly error: string };

export interface SlackServerOptions {
  readonly limits?: Limits;
  /** Asked at every call. */
  readonly fault?: (method: string, args: Json) => SlackFault | undefined;
  readonly port?: number;
}

export interface Acknowledged {
  readonly tookMs: number;
  readonly payload: Json;
}

/** A Slack on 127.0.0.1: the Web API, Socket Mode, response addresses and uploads. */
export class SlackServer {
  readonly state = new SlackState();
  /** Every call that was made, in order. */
  readonly calls: { readonly method: string; readonly args: Json }[] = [];
  fault: ((method: string, args: Json) => SlackFault | undefined) | undefined;
  /** What the code that OAuth sends is exchanged for. */
  oauthAnswer: Json = { ok: false, error: 'invalid_code' };
  readonly #limits: Limits;
  readonly #sockets = new Set<WebSocket>();
  readonly #waiting = new Map<
    string,
    { readonly since: number; readonly done: (ack: Acknowledged) => void }
  >();
  readonly #socketServer = new WebSocketServer({ noServer: true });
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  readonly #port: number;

  constructor({
    limits = { channelPerSecond: 1, workspacePerMinute: 1000 },
    fault,
    port = 0,
  }: SlackServerOptions = {}) {
    this.#limits = limits;
    this.fault = fault;
    this.#port = port;
    this.#server.on('upgrade', (request, socket, head) =>
      this.#socketServer.handleUpgrade(request, socket, head, client => this.#welcome(client)),
    );
  }

  async start(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(this.#port, '127.0.0.1', resolve));
    return this;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get apiUrl(): string {
    return `${this.address}/api/`;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  async stop(): Promise<void> {
    this.dropSockets();
    const closed = new Promise<void>(resolve => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  /** The connections break without a word. */
  dropSockets(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Slack asks for a new connection, as it does every few hours. */
  requestRefresh(): void {
    for (const socket of this.#sockets)
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
  }

  /** Sends an envelope over the newest connection; resolves with the acknowledgement. Rejects where there is no connection. */
  deliver(type: string, payload: Json, envelopeId = this.state.newId('E')): Promise<Acknowledged> {
    const socket = [...this.#sockets].at(-1);
    if (!socket) return Promise.reject(new Error('no connection'));
    return new Promise((done, reject) => {
      this.#waiting.set(envelopeId, { since: performance.now(), done });
      socket.once('close', () => {
        if (this.#waiting.delete(envelopeId))
          reject(new Error('the connection broke before the acknowledgement'));
      });
      socket.send(JSON.stringify({ type, payload, envelope_id: envelopeId, accepts_response_payload: true }));
    });
  }

  #welcome(socket: WebSocket): void {
    this.#sockets.add(socket);
    socket.setMaxListeners(0);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('message', (data: Buffer) => {
      const { envelope_id, payload } = JSON.parse(data.toString('utf8')) as {
        envelope_id: string;
        payload: Json;
      };
      const waiting = this.#waiting.get(envelope_id);
      this.#waiting.delete(envelope_id);
      waiting?.done({ tookMs: performance.now() - waiting.since, payload: payload ?? {} });
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: this.#sockets.size }));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request);
    const path = new URL(request.url ?? '/', this.address).pathname;
    const [, first = '', second = ''] = path.split('/');
    if (first === 'api') this.#api(second, readArgs(request, body), request, response);
    else if (first === 'response') this.#respond(second, body, response);
    else if (first === 'upload') {
      const upload = this.state.uploads.get(second);
      if (upload) this.state.uploads.set(second, { ...upload, bytes: body });
      response.writeHead(upload ? 200 : 404).end('OK');
    } else response.writeHead(404).end();
  }

  #api(method: string, args: Json, request: IncomingMessage, response: ServerResponse): void {
    this.calls.push({ method, args });
    if (method !== 'oauth.v2.access') secretWatch.saw(method, JSON.stringify({ ...args, token: undefined }));
    const fault = this.fault?.(method, args);
    const answer =
      typeof fault === 'object'
        ? { ok: false, error: fault.error }
        : fault === 'hang-up' || fault === 'http-500'
          ? {}
          : this.#answer(method, args, request);
    if (fault === 'hang-up' || fault === 'lost-answer') response.destroy();
    else if (fault === 'http-500' || fault === 'http-500-done') response.writeHead(500).end('down');
    else if ('retryAfter' in answer)
      response.writeHead(429, { 'retry-after': String(answer['retryAfter']) }).end();
    else send(response, answer, { 'x-oauth-scopes': this.#scopesOf(request, args) });
  }

  /** Slack tells in every answer what the token may do. */
  #scopesOf(request: IncomingMessage, args: Json): string {
    return [...(this.#workspaceOf(request, args)?.scopes ?? [])].join(',');
  }

  #workspaceOf(request: IncomingMessage, args: Json): SlackWorkspaceState | undefined {
    const given = args['token'];
    const token =
      typeof given === 'string' ? given : (request.headers.authorization ?? '').replace('Bearer ', '');
    return [...this.state.workspaces.values()].find(one => one.token === token);
  }

  #answer(method: string, args: Json, request: IncomingMessage): Json {
    if (method === 'apps.connections.open')
      return { ok: true, url: `${this.address.replace('http', 'ws')}/socket` };
    if (method === 'oauth.v2.access') return this.oauthAnswer;
    const workspace = this.#workspaceOf(request, args);
    if (!workspace) return { ok: false, error: 'invalid_auth' };
    return { ...callMethod(this.state, workspace, method, args, this.#limits, this.address) };
  }

  /** Five uses in half an hour; then it is gone. */
  #respond(id: string, body: Buffer, response: ServerResponse): void {
    const known = this.state.responses.get(id);
    if (!known || known.uses >= 5 || Date.now() > known.until)
      return void response.writeHead(404).end('used_url');
    known.uses++;
    const payload = JSON.parse(body.toString('utf8')) as Json;
    const problems = checkMessage(payload);
    this.state.refusedPayloads.push(...problems);
    if (problems.length > 0) {
      response.writeHead(400).end('invalid_blocks');
      return;
    }
    if (payload['response_type'] === 'in_channel') {
      const channel = this.state.channels.get(known.channel);
      channel?.messages.push({
        ...payload,
        channel: known.channel,
        text: String(payload['text']),
        ts: this.state.nextTs(),
      });
    } else this.state.ephemerals.push({ channel: known.channel, user: known.user, payload });
    response.end('ok');
  }
}

const send = (response: ServerResponse, body: Json, headers: Record<string, string> = {}): void => {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The SDK sends a form whose inner values are JSON. */
function readArgs(request: IncomingMessage, body: Buffer): Json {
  const text = body.toString('utf8');
  if (request.headers['content-type']?.includes('json')) return text === '' ? {} : (JSON.parse(text) as Json);
  const entries = [...new URLSearchParams(text)].map(([key, value]): [string, unknown] => [
    key,
    readValue(value),
  ]);
  return Object.fromEntries(entries);
}

function readValue(value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
