import { type Finding, findingsOn } from '../../core/finding.ts';
import { slackMode, slackTokens } from '../create-platforms.ts';
import type { Findable } from './examination.ts';

/** Discord, where a token is set. Its SDK is loaded only then. */
export async function checkDiscordPlatform({ config, subscriptions }: Findable): Promise<Finding[]> {
  const own = subscriptions.filter(each => each.channel.platform === 'discord');
  const { token, apiUrl, applicationId } = config.discord;
  if (!token) return [isOff('Discord', 'DISCORD_TOKEN', own.length)];
  const { checkDiscord } = await import('../../adapters/discord/check.ts');
  return checkDiscord({ token, apiUrl, applicationId, subscriptions: own });
}

/** Slack, where tokens are set. Its SDK is loaded only then. */
export async function checkSlackPlatform({
  config,
  subscriptions,
  stores,
  log,
}: Findable): Promise<Finding[]> {
  const own = subscriptions.filter(each => each.channel.platform === 'slack');
  const [mode, tokens] = [slackMode(config.slack), slackTokens(config)];
  if (!tokens) return [isOff('Slack', 'SLACK_BOT_TOKEN and SLACK_APP_TOKEN', own.length)];
  const { checkSlack } = await import('../../adapters/slack/check.ts');
  const { apiUrl, unfurlPaperLinks: unfurl } = config.slack;
  return checkSlack({ mode, tokens, apiUrl, log, unfurl, store: stores?.keyed('slack'), subscriptions: own });
}

function isOff(area: string, variables: string, subscribed: number): Finding {
  const find = findingsOn(area);
  if (subscribed === 0) return find.ok('off', `not set: ${variables}`);
  const channels = subscribed === 1 ? 'a channel waits' : `${subscribed} channels wait`;
  return find.warn('off', `${channels} for it, and ${variables} is not set`, 'broadsheet init sets it');
}
