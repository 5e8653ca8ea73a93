import type { Config } from '../config-schema.ts';
import type { Finding } from '../core/finding.ts';
import type { Log } from '../core/log.ts';
import { slackMode, slackTokens } from './create-platforms.ts';

/** Whether the tokens of a configuration are taken by their platforms; nothing for a platform without one. */
export async function checkTokens({ discord, slack, ...config }: Config, log: Log): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (discord.token) {
    const { checkDiscord } = await import('../adapters/discord/check.ts');
    findings.push(...(await checkDiscord({ ...discord, token: discord.token, subscriptions: [] })));
  }
  const tokens = slackTokens({ ...config, discord, slack });
  if (tokens?.kind === 'one') {
    const { checkSlack } = await import('../adapters/slack/check.ts');
    const { apiUrl, unfurlPaperLinks: unfurl } = slack;
    const mode = slackMode(slack);
    findings.push(
      ...(await checkSlack({ mode, tokens, apiUrl, log, unfurl, store: undefined, subscriptions: [] })),
    );
  }
  return findings;
}
