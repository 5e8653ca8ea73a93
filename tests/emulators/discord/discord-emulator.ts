import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { secretWatch } from '../../secret-watch/secret-watch.ts';
import { checkSchema } from './check-body.ts';
import { EmulatedInteraction } from './emulated-interaction.ts';
import { type FaultKind, Faults } from './faults.ts';
import { Gateway } from './gateway.ts';
import { RateLimits } from './rate-limits.ts';
import { nothing, ok, type RestAnswer, refuse } from './rest-answers.ts';
import { RestChannels, type RestRequest } from './rest-channels.ts';
import { RestInteractions } from './rest-interactions.ts';
import {
  channelJson,
  type EmulatedChannel,
  type EmulatedGuild,
  type EmulatedUser,
  guildJson,
  PERMISSION,
  roleJson,
  userJson,
  World,
} from './world.ts';

export const EMULATOR_TOKEN = 'emulated.bot.token';
/** Nobody types so many letters; Discord's own commands stay under it. */
const COMMAND_CHARACTERS = 8_000;
/** As Discord's front does, not Node's five seconds. */
const KEPT_MS = 75_000;

/**
 * Discord on 127.0.0.1, as far as a bot of messages and commands sees it: REST with rate limits and permissions, the
 * gateway, interactions with their deadlines, and everything that goes wrong. Every body is checked against the official
 * OpenAPI and the documented limits; what was wrong is in {@link violations}.
 */
export class DiscordEmulator {
  readonly world = new World();
  readonly faults = new Faults();
  readonly limits = new RateLimits();
  readonly violations: string[] = [];
  /** `METHOD /path` of every request, in order. */
  readonly requests: string[] = [];
  slowMs = 300;
  readonly #channels = new RestChannels(this.world, (what, wrong) => this.#check(what, wrong));
  readonly #interactions = new RestInteractions(this.world, (what, wrong) => this.#check(what, wrong));
  readonly #http = createServer((request, response) => void this.#serve(request, response));
  readonly gateway = new Gateway(this.world, this.#http, EMULATOR_TOKEN, () => this.#url('ws'));

  async start(port = 0): Promise<this> {
    this.#http.keepAliveTimeout = KEPT_MS;
    await new Promise<void>(resolve => this.#http.listen(port, '127.0.0.1', resolve));
    return this;
  }

  /** What `DISCORD_API_URL` is set to. */
  get apiUrl(): string {
    return `${this.#url('http')}/api`;
  }

  get deadlines(): { acknowledgeMs: number; tokenMs: number } {
    return this.#interactions;
  }

  async stop(): Promise<void> {
    this.gateway.stop();
    const closed = new Promise<void>(resolve => this.#http.close(() => resolve()));
    this.#http.closeAllConnections();
    await closed;
  }

  /** The bot is invited to a guild, or comes back. */
  join(guild: EmulatedGuild): void {
    guild.joined = true;
    this.gateway.dispatch('GUILD_CREATE', guildJson(this.world, guild), guild.id);
  }

  leave(guild: EmulatedGuild): void {
    guild.joined = false;
    this.gateway.dispatch('GUILD_DELETE', { id: guild.id }, guild.id);
  }

  /** Somebody gives the bot other permissions in the whole guild. */
  changeRole(guild: EmulatedGuild, permissions: bigint): void {
    guild.permissions = permissions;
    this.gateway.dispatch('GUILD_ROLE_UPDATE', { guild_id: guild.id, role: roleJson(guild) }, guild.id);
  }

  deleteChannel(channel: EmulatedChannel): void {
    this.world.channels.delete(channel.id);
    this.gateway.dispatch('CHANNEL_DELETE', channelJson(channel), channel.guildId);
  }

  changeChannel(channel: EmulatedChannel): void {
    this.gateway.dispatch('CHANNEL_UPDATE', channelJson(channel), channel.guildId);
  }

  /** Somebody uses `/papers NAME`. Options are typed as Discord sends them. */
  command(
    place: Place,
    name: string,
    options: Readonly<Record<string, string | number>> = {},
  ): EmulatedInteraction {
    return this.#interact(place, 2, {
      id: this.world.ids.next(),
      name: 'papers',
      type: 1,
      options: [
        { type: 1, name, options: Object.entries(options).map(([key, value]) => option(key, value)) },
      ],
    });
  }

  /** Somebody types in an option of `/papers NAME`. */
  complete(
    place: Place,
    name: string,
    focused: string,
    typed: string,
    options: Readonly<Record<string, string | number>> = {},
  ): EmulatedInteraction {
    const others = Object.entries(options).map(([key, value]) => option(key, value));
    return this.#interact(place, 4, {
      id: this.world.ids.next(),
      name: 'papers',
      type: 1,
      options: [{ type: 1, name, options: [...others, { ...option(focused, typed), focused: true }] }],
    });
  }

  /** Somebody presses a button of a message, found by its label, or by what it holds. */
  press(place: Place, message: Pressable, label: string, at = 0): EmulatedInteraction {
    const found = buttonsOf(message.body).filter(button => button.label === label)[at];
    if (!found)
      throw new Error(
        `no button ${label}; there are ${buttonsOf(message.body)
          .map(one => one.label)
          .join(', ')}`,
      );
    return this.#interact(place, 3, { component_type: 2, custom_id: found.custom_id }, message);
  }

  /** Somebody chooses from the first menu of a message. */
  choose(place: Place, message: Pressable, at: number): EmulatedInteraction {
    const menu = nodesIn(message.body).find(one => one['type'] === 3);
    const options = (menu?.['options'] ?? []) as { value: string }[];
    return this.#interact(
      place,
      3,
      { component_type: 3, custom_id: menu?.['custom_id'], values: [options[at]?.value] },
      message,
    );
  }

  /** Somebody sends the form that an interaction opened. */
  submit(place: Place, form: EmulatedInteraction, text: string): EmulatedInteraction {
    const fields = nodesIn(form.callback?.data ?? {}).filter(one => one['type'] === 4);
    return this.#interact(place, 5, {
      custom_id: form.callback?.data['custom_id'],
      components: fields.map(field => ({
        type: 18,
        id: 1,
        component: { type: 4, id: 2, custom_id: field['custom_id'], value: text },
      })),
    });
  }

  #interact(place: Place, type: number, data: unknown, source?: Pressable): EmulatedInteraction {
    const id = this.world.ids.next();
    const token = `token${id}`;
    const interaction = new EmulatedInteraction(id, token, place, source);
    this.#interactions.interactions.set(token, interaction);
    const { channel, user } = place;
    const permissions = (place.manages ? PERMISSION.manageChannels : 0n) | PERMISSION.viewChannel;
    const member = {
      user: userJson(user),
      roles: [],
      permissions: String(permissions),
      joined_at: new Date(0).toISOString(),
      deaf: false,
      mute: false,
      flags: 0,
    };
    this.gateway.dispatch(
      'INTERACTION_CREATE',
      {
        id,
        token,
        type,
        data,
        version: 1,
        application_id: this.world.applicationId,
        channel_id: channel.id,
        channel: channelJson(channel),
        locale: place.locale ?? 'en-US',
        app_permissions: '0',
        entitlements: [],
        authorizing_integration_owners: {},
        context: channel.guildId === undefined ? 1 : 0,
        attachment_size_limit: 10_000_000,
        ...(channel.guildId === undefined
          ? { user: userJson(user) }
          : { guild_id: channel.guildId, guild_locale: 'en-US', member }),
        ...(source ? { message: messageOf(this.world, channel, source) } : {}),
      },
      channel.guildId,
    );
    return interaction;
  }

  #url(scheme: 'http' | 'ws'): string {
    return `${scheme}://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  #check(what: string, complaints: readonly string[]): boolean {
    this.violations.push(...complaints.map(one => `${what}: ${one}`));
    return complaints.length > 0;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [address = '/', query] = (request.url ?? '/').split('?');
    const path = decodeURIComponent(address).replace(/^\/api\/v\d+/, '');
    const method = request.method ?? 'GET';
    const name = `${method} ${path}`;
    this.requests.push(name);
    const { body, files } = await readBody(request);
    secretWatch.saw(name, JSON.stringify(body));
    const fault = this.faults.next(name);
    if (fault === 'drop-before') return void request.socket.destroy();
    if (fault === 'slow') await sleep(this.slowMs);
    const early = fault && earlyAnswer(fault);
    if (early) return send(response, early.answer, early.headers);
    const interaction = /^\/interactions\//.test(path) || /^\/webhooks\//.test(path);
    if (!interaction && request.headers.authorization !== `Bot ${this.gateway.token}`) {
      this.limits.invalid += 1;
      return send(response, { status: 401, body: { code: 0, message: '401: Unauthorized' } });
    }
    const { headers, limited } = this.limits.take(method, path);
    if (limited) {
      this.limits.invalid += 1;
      return send(response, tooMany(limited.retryAfterMs, limited.scope === 'global'), {
        ...headers,
        'retry-after': String(Math.ceil(limited.retryAfterMs / 1000)),
      });
    }
    const answer = this.#answer({ method, path, query: new URLSearchParams(query), body, files });
    if (answer.status === 401 || answer.status === 403) this.limits.invalid += 1;
    if (fault === 'drop-after') return void request.socket.destroy();
    if (fault === '502-after') return send(response, { status: 502, body: { message: 'Bad Gateway' } });
    return send(response, answer, headers);
  }

  #answer(request: RestRequest): RestAnswer {
    return (
      this.#channels.handle(request) ??
      this.#interactions.handle(request) ??
      this.#account(request) ??
      ({ status: 404, body: { code: 0, message: `404: ${request.method} ${request.path}` } } as const)
    );
  }

  #account({ method, path, body }: RestRequest): RestAnswer | undefined {
    const { world } = this;
    const [, guildId = ''] = /^\/guilds\/(\d+)/.exec(path) ?? [];
    const guild = world.guilds.get(guildId);
    switch (`${method} ${path.replace(/\d+/g, ':id')}`) {
      case 'GET /gateway/bot':
        return ok({
          url: this.#url('ws'),
          shards: this.gateway.shards,
          session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
        });
      case 'GET /users/@me':
        return ok(userJson(world.bot));
      case 'GET /applications/@me':
        return ok({
          id: world.applicationId,
          name: 'Broadsheet',
          description: '',
          bot_public: true,
          flags: 0,
        });
      case 'GET /guilds/:id/members/:id':
        return guild?.joined ? ok({ user: userJson(world.bot), roles: [] }) : refuse(10004);
      case 'GET /guilds/:id':
        return guild?.joined ? ok(guildJson(world, guild)) : refuse(10004);
      case 'GET /guilds/:id/threads/active': {
        const threads = [...world.channels.values()].filter(
          one => one.guildId === guildId && one.parentId !== undefined && !one.archived,
        );
        return guild?.joined ? ok({ threads: threads.map(channelJson), members: [] }) : refuse(10004);
      }
      case 'POST /users/@me/channels': {
        const user = world.users.get(String(body['recipient_id']));
        if (this.#check(path, checkSchema('CreatePrivateChannelRequest', body))) return refuse(50035);
        return user ? ok(channelJson(world.dmWith(user))) : refuse(10013);
      }
      default:
        return this.#commands(method, path, body);
    }
  }

  #commands(method: string, path: string, body: unknown): RestAnswer | undefined {
    const [, application, scope = 'global'] =
      /^\/applications\/(\d+)(?:\/guilds\/(\d+))?\/commands$/.exec(path) ?? [];
    if (application === undefined) return undefined;
    const { commands, ids } = this.world;
    if (method === 'GET') return ok(commands.get(scope) ?? []);
    if (method !== 'PUT' || !Array.isArray(body)) return nothing;
    const complaints = body.flatMap(one => [
      ...checkSchema('ApplicationCommandUpdateRequest', one),
      ...(charactersOf(one) > COMMAND_CHARACTERS ? [`${charactersOf(one)} characters`] : []),
    ]);
    if (this.#check('commands', complaints)) return refuse(50035, complaints);
    const stored = body.map((one: Record<string, unknown>) => ({
      id: ids.next(),
      application_id: application,
      version: ids.next(),
      default_member_permissions: null,
      nsfw: false,
      ...one,
    }));
    commands.set(scope, stored);
    return ok(stored);
  }
}

/** Where and who. `manages`: may change channels. */
export interface Place {
  readonly channel: EmulatedChannel;
  readonly user: EmulatedUser;
  readonly manages?: boolean;
  readonly locale?: string;
}

/** Anything with buttons. */
export interface Pressable {
  readonly id: string;
  body: Readonly<Record<string, unknown>>;
}

const option = (name: string, value: string | number): Record<string, unknown> => ({
  type: typeof value === 'number' ? 4 : 3,
  name,
  value,
});

const messageOf = (world: World, channel: EmulatedChannel, { id, body }: Pressable): unknown => ({
  id,
  type: 0,
  channel_id: channel.id,
  author: userJson(world.bot),
  content: '',
  timestamp: new Date().toISOString(),
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  pinned: false,
  components: body['components'] ?? [],
  flags: body['flags'] ?? 0,
});

function nodesIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(nodesIn)];
}

/** Buttons of a body that run something, in order. */
export const buttonsOf = (body: unknown): { label: string; custom_id: string }[] =>
  nodesIn(body)
    .filter(one => one['type'] === 2 && typeof one['custom_id'] === 'string')
    .map(one => ({ label: String(one['label']), custom_id: String(one['custom_id']) }));

/** Names, descriptions and values of a command and all its options, each in the language that needs most. */
export function charactersOf(value: unknown): number {
  const longest = (one: Record<string, unknown>, key: string): number => {
    const texts = [one[key], ...Object.values(one[`${key}_localizations`] ?? {})];
    return Math.max(...texts.map(text => (typeof text === 'string' ? text.length : 0)));
  };
  return nodesIn(value).reduce(
    (sum, one) => sum + longest(one, 'name') + longest(one, 'description') + longest(one, 'value'),
    0,
  );
}

const tooMany = (retryAfterMs: number, global: boolean): RestAnswer => ({
  status: 429,
  body: { message: 'You are being rate limited.', retry_after: retryAfterMs / 1000, global },
});

function earlyAnswer(
  fault: FaultKind,
): { readonly answer: RestAnswer; readonly headers: Record<string, string> } | undefined {
  const scope = { '429-route': 'user', '429-global': 'global', '429-shared': 'shared' }[String(fault)];
  if (fault === '502-before')
    return { answer: { status: 502, body: { message: 'Bad Gateway' } }, headers: {} };
  if (scope === undefined) return undefined;
  return {
    answer: tooMany(1_000, scope === 'global'),
    headers: {
      'retry-after': '1',
      'x-ratelimit-scope': scope,
      ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
    },
  };
}

function send(
  response: ServerResponse,
  { status, body }: RestAnswer,
  headers: Record<string, string> = {},
): void {
  if (body === undefined) response.writeHead(status, headers).end();
  else
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function readBody(
  request: IncomingMessage,
): Promise<{ readonly body: Record<string, unknown>; readonly files: string[] }> {
  const bytes = await new Promise<Buffer>(resolve => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', () => resolve(Buffer.alloc(0)));
  });
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/'))
    return { body: bytes.length > 0 ? JSON.parse(bytes.toString()) : {}, files: [] };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const payload = form.get('payload_json');
  const files = [...form.values()].flatMap(value => (typeof value === 'string' ? [] : [value.name]));
  return { body: typeof payload === 'string' ? JSON.parse(payload) : {}, files };
}
