import type { SlackAdapter, SlackMode, SlackTokens } from '../adapters/slack/adapter.ts';
import type { HttpHandler } from '../adapters/web/http-server.ts';
import type { ChatAdapter } from '../commands/chat-adapter.ts';
import type { Config } from '../config-schema.ts';
import type { AppEnvironment, Stores } from './open-stores.ts';

/** The chat platforms of a process, and what they want from its HTTP port. */
export interface ChatPlatforms {
  readonly chats: readonly ChatAdapter[];
  readonly webhooks: readonly HttpHandler[];
}

/** The chat platforms whose credentials are set. Their SDKs are loaded only then. */
export async function createPlatforms(
  config: Config,
  environment: AppEnvironment,
  stores: Stores,
  owner: string,
): Promise<ChatPlatforms> {
  const discord = await discordAdapter(config, environment, stores, owner);
  const slack = await slackAdapter(config, environment, stores);
  return {
    chats: [discord, slack].filter(adapter => adapter !== undefined),
    webhooks: slack?.http ? [slack.http] : [],
  };
}

async function discordAdapter(
  { discord }: Config,
  { clock, log }: AppEnvironment,
  stores: Stores,
  owner: string,
): Promise<ChatAdapter | undefined> {
  if (!discord.token) return undefined;
  const { createDiscordAdapter } = await import('../adapters/discord/adapter.ts');
  const { guildIds } = discord;
  return createDiscordAdapter({
    token: discord.token,
    apiUrl: discord.apiUrl,
    clock,
    log,
    store: stores.keyed('discord'),
    leases: stores.leases,
    owner,
    registration: guildIds.length > 0 ? { kind: 'guilds', guildIds } : { kind: 'global' },
    nextEdition: () => stores.subscriptions.earliestDue('discord'),
  });
}

async function slackAdapter(
  config: Config,
  { clock, log }: AppEnvironment,
  stores: Stores,
): Promise<SlackAdapter | undefined> {
  const { slack } = config;
  const mode = slackMode(slack);
  const tokens = slackTokens(config);
  if (!mode || !tokens) return undefined;
  const { createSlackAdapter } = await import('../adapters/slack/adapter.ts');
  return createSlackAdapter({
    mode,
    tokens,
    apiUrl: slack.apiUrl,
    clock,
    log,
    store: stores.keyed('slack'),
    subscriptions: stores.subscriptions,
    whoMaySubscribe: slack.whoMaySubscribe,
    unfurl: slack.unfurlPaperLinks,
  });
}

export function slackMode({ appToken, signingSecret }: Config['slack']): SlackMode | undefined {
  if (appToken) return { kind: 'socket', appToken };
  return signingSecret && { kind: 'http', signingSecret };
}

export function slackTokens({ slack, encryptionKey }: Config): SlackTokens | undefined {
  const { botToken, clientId, clientSecret, stateSecret } = slack;
  if (botToken) return { kind: 'one', botToken };
  if (!clientId || !clientSecret || !stateSecret || !encryptionKey) return undefined;
  return { kind: 'many', oauth: { clientId, clientSecret, stateSecret }, encryptionKey };
}
