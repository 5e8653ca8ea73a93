/** Of a guild, as far as permissions go: https://docs.discord.com/developers/topics/permissions#permission-overwrites */
export interface GuildFacts {
  readonly id: string;
  readonly owner_id: string;
  readonly roles: readonly { readonly id: string; readonly permissions: string }[];
}

/** `type` 0 is a role's, 1 a member's. */
export interface Overwrite {
  readonly id: string;
  readonly type: number;
  readonly allow: string;
  readonly deny: string;
}

/** The bot in it. */
export interface MemberFacts {
  readonly id: string;
  readonly roles: readonly string[];
}

const ADMINISTRATOR = 1n << 3n;
const ALL = ~0n;

/** What a member may do in a channel with these overwrites, as bits. */
export function channelPermissions(
  guild: GuildFacts,
  member: MemberFacts,
  overwrites: readonly Overwrite[],
): bigint {
  if (guild.owner_id === member.id) return ALL;
  const own = new Set([guild.id, ...member.roles]);
  const base = guild.roles
    .filter(role => own.has(role.id))
    .reduce((bits, role) => bits | BigInt(role.permissions), 0n);
  if ((base & ADMINISTRATOR) !== 0n) return ALL;
  const everyone = overwrites.filter(each => each.type === 0 && each.id === guild.id);
  const roles = overwrites.filter(each => each.type === 0 && each.id !== guild.id && own.has(each.id));
  const person = overwrites.filter(each => each.type === 1 && each.id === member.id);
  return [everyone, roles, person].reduce(applyAll, base);
}

/** Of one rank, everything denied goes first: what one role allows another can't take. */
function applyAll(bits: bigint, overwrites: readonly Overwrite[]): bigint {
  const denied = overwrites.reduce((all, { deny }) => all | BigInt(deny), 0n);
  const allowed = overwrites.reduce((all, { allow }) => all | BigInt(allow), 0n);
  return (bits & ~denied) | allowed;
}
