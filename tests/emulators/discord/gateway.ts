import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod';
import { guildJson, userJson, type World } from './world.ts';

interface Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  /** Everything sent, for RESUME. */
  readonly sent: { readonly s: number; readonly t: string; readonly d: unknown }[];
  socket: WebSocket | undefined;
  valid: boolean;
}

const identify = z.object({
  token: z.string(),
  intents: z.number(),
  shard: z.tuple([z.number(), z.number()]).optional(),
});
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.number() });
const frame = z.object({ op: z.number(), d: z.unknown() });

/** GuildMembers, GuildPresences, MessageContent: https://docs.discord.com/developers/events/gateway#privileged-intents */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);

/** The gateway: hello, identify, ready, heartbeat, resume, and everything that breaks it. */
export class Gateway {
  shards = 1;
  token: string;
  heartbeatMs = 41_250;
  /** Close code for every identify, as for a revoked token or an intent that was not granted. */
  refuseWith: number | undefined;
  readonly identified: { readonly shard: readonly [number, number]; readonly at: number }[] = [];
  resumed = 0;
  /** Moments at which a shard was connected twice. */
  doubled = 0;
  readonly presences: unknown[] = [];
  /** Of every identify. */
  readonly intents: number[] = [];
  readonly #world: World;
  readonly #server: WebSocketServer;
  readonly #sessions = new Map<string, Session>();
  readonly #url: () => string;

  constructor(world: World, http: Server, token: string, url: () => string) {
    this.#world = world;
    this.token = token;
    this.#url = url;
    this.#server = new WebSocketServer({ server: http });
    this.#server.on('connection', socket => this.#greet(socket));
  }

  get connected(): Session[] {
    return [...this.#sessions.values()].filter(session => session.socket !== undefined);
  }

  /** Sends an event to the one session that has the guild's shard; `false` when none is connected. */
  dispatch(t: string, d: unknown, guildId?: string): boolean {
    const session = this.#sessionOf(guildId);
    if (!session) return false;
    this.#send(session, t, d);
    return session.socket !== undefined;
  }

  /** Cuts every connection; whoever was connected may resume, unless the sessions are invalidated too. */
  drop(how: 'resumable' | 'invalid' | 'reconnect' | 'invalid-session'): void {
    for (const session of this.connected) {
      if (how === 'invalid' || how === 'invalid-session') session.valid = false;
      if (how === 'reconnect') session.socket?.send(JSON.stringify({ op: 7, d: null }));
      else if (how === 'invalid-session') session.socket?.send(JSON.stringify({ op: 9, d: false }));
      else session.socket?.terminate();
    }
  }

  /** Closes every connection with a code, as for a revoked token. */
  closeWith(code: number): void {
    this.refuseWith = code;
    for (const session of this.connected) session.socket?.close(code);
  }

  stop(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #sessionOf(guildId: string | undefined): Session | undefined {
    const ofShard = [...this.#sessions.values()].filter(({ shard: [id, total], valid }) => {
      return valid && (guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(total))) === id;
    });
    return ofShard.findLast(session => session.socket !== undefined) ?? ofShard.at(-1);
  }

  #send(session: Session, t: string, d: unknown): void {
    const event = { s: session.sent.length + 1, t, d };
    session.sent.push(event);
    session.socket?.send(JSON.stringify({ op: 0, ...event }));
  }

  #greet(socket: WebSocket): void {
    let session: Session | undefined;
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = undefined;
    });
    socket.on('message', data => {
      const parsed = frame.safeParse(JSON.parse((data as Buffer).toString()));
      if (!parsed.success) return socket.close(4002);
      const { op, d } = parsed.data;
      if (op === 1) socket.send(JSON.stringify({ op: 11, d: null }));
      else if (op === 2) session = this.#identify(socket, d);
      else if (op === 3) this.presences.push(d);
      else if (op === 6) session = this.#resume(socket, d);
      return undefined;
    });
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: this.heartbeatMs } }));
  }

  #identify(socket: WebSocket, d: unknown): Session | undefined {
    const { token, intents, shard = [0, 1] } = identify.parse(d);
    const refused = this.refuseWith ?? (token === this.token ? undefined : 4004);
    const code = refused ?? ((intents & PRIVILEGED) === 0 ? undefined : 4014);
    if (code !== undefined) {
      socket.close(code);
      return undefined;
    }
    if (this.connected.some(other => other.shard[0] === shard[0])) this.doubled += 1;
    const session: Session = { id: randomUUID(), shard, sent: [], socket, valid: true };
    this.#sessions.set(session.id, session);
    this.intents.push(intents);
    this.identified.push({ shard, at: Date.now() });
    const world = this.#world;
    const [id, total] = shard;
    const guilds = [...world.guilds.values()].filter(
      guild => guild.joined && Number((BigInt(guild.id) >> 22n) % BigInt(total)) === id,
    );
    this.#send(session, 'READY', {
      v: 10,
      user: userJson(world.bot),
      guilds: guilds.map(guild => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.#url(),
      shard,
      application: { id: world.applicationId, flags: 0 },
    });
    for (const guild of guilds) this.#send(session, 'GUILD_CREATE', guildJson(world, guild));
    return session;
  }

  #resume(socket: WebSocket, d: unknown): Session | undefined {
    const { session_id, seq } = resume.parse(d);
    const session = this.#sessions.get(session_id);
    if (!session?.valid) {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return undefined;
    }
    session.socket = socket;
    this.resumed += 1;
    for (const event of session.sent.slice(seq)) socket.send(JSON.stringify({ op: 0, ...event }));
    this.#send(session, 'RESUMED', {});
    return session;
  }
}
