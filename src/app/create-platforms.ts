import type { ChatAdapter } from '../commands/chat-adapter.ts';
import type { Config } from '../config-schema.ts';
import type { AppEnvironment, Stores } from './open-stores.ts';

/** The chat platforms whose credentials are set. Their SDKs are loaded only then. */
export async function createPlatforms(
  { discord }: Config,
  { clock, log }: AppEnvironment,
  stores: Stores,
  owner: string,
): Promise<ChatAdapter[]> {
  const adapters: ChatAdapter[] = [];
  if (discord.token) {
    const { createDiscordAdapter } = await import('../adapters/discord/adapter.ts');
    adapters.push(
      createDiscordAdapter({
        token: discord.token,
        apiUrl: discord.apiUrl,
        clock,
        log,
        store: stores.keyed('discord'),
        leases: stores.leases,
        owner,
        registration:
          discord.guildIds.length > 0 ? { kind: 'guilds', guildIds: discord.guildIds } : { kind: 'global' },
        nextEdition: () => stores.subscriptions.earliestDue('discord'),
      }),
    );
  }
  return adapters;
}
