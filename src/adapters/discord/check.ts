import { type REST, Routes } from 'discord.js';
import * as z from 'zod';
import { describeSpan } from '../../core/describe-span.ts';
import { Fault } from '../../core/errors.ts';
import { type Finding, findingsOn } from '../../core/finding.ts';
import type { Secret } from '../../core/secret.ts';
import type { Subscription } from '../../core/subscriptions/subscription.ts';
import { channelPermissions, type GuildFacts } from './channel-permissions.ts';
import { createRest } from './create-rest.ts';
import { faultOf } from './errors.ts';
import { inviteUrl, PERMISSIONS } from './manifest.ts';

export interface DiscordCheckOptions {
  readonly token: Secret;
  readonly apiUrl: string;
  /** As configured. */
  readonly applicationId?: string | undefined;
  /** Those of Discord. */
  readonly subscriptions: readonly Subscription[];
}

const find = findingsOn('Discord');

const Account = z.object({ id: z.string(), username: z.string() });
const Application = z.object({ id: z.string(), name: z.string() });
const Gateway = z.object({
  session_start_limit: z.object({ total: z.number(), remaining: z.number(), reset_after: z.number() }),
});
const Guild = z.object({
  id: z.string(),
  name: z.string(),
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: z.string() })),
});
const Member = z.object({ roles: z.array(z.string()) });
const Overwrites = z.array(
  z.object({ id: z.string(), type: z.number(), allow: z.string(), deny: z.string() }),
);
const Channel = z.object({
  id: z.string(),
  name: z.string().nullish(),
  guild_id: z.string().optional(),
  parent_id: z.string().nullish(),
  permission_overwrites: Overwrites.optional(),
  thread_metadata: z.object({ locked: z.boolean().optional() }).optional(),
});
type Channel = z.output<typeof Channel>;

/** A reconnecting bot uses a few of Discord's 1,000 a day. */
const FEW_SESSIONS = 50;

/** Asks Discord what the bot is and may do. Never rejects for what it finds. */
export async function checkDiscord(options: DiscordCheckOptions): Promise<Finding[]> {
  const rest = createRest(options.token, options.apiUrl, 'repeating');
  try {
    const account = Account.parse(await rest.get(Routes.user()));
    const findings = [find.ok('token', `the bot is ${account.username}`)];
    findings.push(...(await checkApplication(rest, options.applicationId ?? account.id, account.id)));
    findings.push(await checkSessions(rest));
    const guilds = new Guilds(rest, account.id);
    for (const each of options.subscriptions)
      findings.push(await checkChannel(rest, guilds, each, inviteUrl(account.id)));
    return findings;
  } catch (error) {
    const fault = faultOf(error, 'Discord does not let the bot in');
    const fix =
      fault.code === 'refused'
        ? 'make a new token (Developer Portal → the application → Bot → Reset Token) and set DISCORD_TOKEN to it'
        : 'look whether discord.com works from this machine (network, proxy, DISCORD_API_URL)';
    return [find.fail('token', fault.message, fix)];
  }
}

async function checkApplication(rest: REST, configured: string, botId: string): Promise<Finding[]> {
  const { id, name } = Application.parse(await rest.get(Routes.currentApplication()));
  const commands = z.array(z.unknown()).parse(await rest.get(Routes.applicationCommands(id)));
  const application =
    configured === id || configured === botId
      ? find.ok('application', `${name} (${id})`)
      : find.warn(
          'application',
          `the token belongs to ${name} (${id}), not to ${configured}`,
          'correct or remove DISCORD_APPLICATION_ID',
        );
  return [
    application,
    find.ok('intents', 'Guilds alone: none that Discord must approve'),
    find.ok('commands', commands.length > 0 ? '/papers is registered' : 'registered at the next start'),
    find.ok('invite', inviteUrl(id)),
  ];
}

async function checkSessions(rest: REST): Promise<Finding> {
  const { total, remaining, reset_after } = Gateway.parse(
    await rest.get(Routes.gatewayBot()),
  ).session_start_limit;
  const says = `${remaining} of ${total} connections left today`;
  return remaining > FEW_SESSIONS
    ? find.ok('gateway', says)
    : find.warn(
        'gateway',
        says,
        `find out why it connects so often; the count starts again in ${describeSpan(reset_after)}`,
      );
}

/** Guilds and the bot in them, each asked for once. */
class Guilds {
  readonly #rest: REST;
  readonly #botId: string;
  readonly #known = new Map<string, Promise<{ guild: GuildFacts; roles: readonly string[] }>>();

  constructor(rest: REST, botId: string) {
    this.#rest = rest;
    this.#botId = botId;
  }

  async permissionsIn(guildId: string, overwrites: z.output<typeof Overwrites>): Promise<bigint> {
    const known = this.#known.get(guildId) ?? this.#ask(guildId);
    this.#known.set(guildId, known);
    const { guild, roles } = await known;
    return channelPermissions(guild, { id: this.#botId, roles }, overwrites);
  }

  async #ask(guildId: string): Promise<{ guild: GuildFacts; roles: readonly string[] }> {
    const guild = Guild.parse(await this.#rest.get(Routes.guild(guildId)));
    const { roles } = Member.parse(await this.#rest.get(Routes.guildMember(guildId, this.#botId)));
    return { guild, roles };
  }
}

async function checkChannel(
  rest: REST,
  guilds: Guilds,
  { channel: { channel: id }, style }: Subscription,
  invite: string,
): Promise<Finding> {
  const subject = `channel ${id}`;
  try {
    const channel = Channel.parse(await rest.get(Routes.channel(id)));
    if (channel.guild_id === undefined) return find.ok(subject, 'a private message');
    const isThread = channel.thread_metadata !== undefined;
    const parent =
      isThread && channel.parent_id ? await rest.get(Routes.channel(channel.parent_id)) : channel;
    const { permission_overwrites: overwrites = [] } = Channel.parse(parent);
    const bits = await guilds.permissionsIn(channel.guild_id, overwrites);
    return judgePermissions(subject, channel, bits, style === 'thread', isThread);
  } catch (error) {
    const fault = error instanceof Fault ? error : faultOf(error, 'Discord does not show it');
    return fault.code === 'refused'
      ? find.fail(subject, fault.message, `let the bot see the channel, or invite it again: ${invite}`)
      : find.warn(subject, fault.message, 'look again later');
  }
}

function judgePermissions(
  subject: string,
  { name, thread_metadata: thread }: Channel,
  bits: bigint,
  threads: boolean,
  isThread: boolean,
): Finding {
  const label = name ? `#${name}` : 'the channel';
  if (thread?.locked) return find.fail(subject, `${label} is locked`, 'unlock the thread, or unsubscribe it');
  const missing = PERMISSIONS.filter(({ bit }) => (bits & (1n << BigInt(bit))) === 0n);
  if (missing.length === 0) return find.ok(subject, `${label}: every permission`);
  const needed = new Set([
    'View Channel',
    isThread ? 'Send Messages in Threads' : 'Send Messages',
    ...(threads ? ['Create Public Threads', 'Send Messages in Threads'] : []),
  ]);
  const says = `${label}: missing ${missing.map(each => each.name).join(', ')}`;
  const reasons = missing.map(each => `${each.name} ${each.why}`).join('; ');
  const fix = `allow the bot in the channel's settings → Permissions: ${reasons}`;
  return missing.some(each => needed.has(each.name))
    ? find.fail(subject, says, fix)
    : find.warn(subject, says, fix);
}
