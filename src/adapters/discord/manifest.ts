/**
 * What the bot asks for, each with its reason, by Discord's bits:
 * https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags
 */
export const PERMISSIONS: readonly { readonly name: string; readonly bit: number; readonly why: string }[] = [
  { name: 'View Channel', bit: 10, why: 'to reach the channels it posts in' },
  { name: 'Send Messages', bit: 11, why: 'to post digests, and to begin posts in a forum' },
  { name: 'Attach Files', bit: 15, why: 'to post charts' },
  {
    name: 'Read Message History',
    bit: 16,
    why: 'to find a post whose answer was lost, so that none comes twice',
  },
  { name: 'Create Public Threads', bit: 35, why: 'for digests in thread style' },
  {
    name: 'Send Messages in Threads',
    bit: 38,
    why: 'for digests in thread style, and in threads and forums',
  },
];

/** Of an OAuth2 invitation. */
export const SCOPES = ['bot', 'applications.commands'] as const;

export const permissionBits = (): bigint =>
  PERMISSIONS.reduce((all, { bit }) => all | (1n << BigInt(bit)), 0n);

/** The address that invites the bot to a server with exactly these permissions. */
export function inviteUrl(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: SCOPES.join(' '),
    permissions: String(permissionBits()),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}
