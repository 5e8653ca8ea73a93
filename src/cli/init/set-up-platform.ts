import { inviteUrl } from '../../adapters/discord/manifest.ts';
import { loadConfig } from '../../config.ts';
import { slackManifestText } from '../slack-manifest-text.ts';
import {
  type Asking,
  askToken,
  DISCORD_TOKEN,
  type PlatformName,
  SLACK_APP_TOKEN,
  SLACK_BOT_TOKEN,
} from './answers.ts';

/** What a person is shown on the way to a token. */
type Show = (title: string, text: string) => Promise<void> | void;

/** Leads to the tokens of one platform; resolves to the variables that turn it on. */
export async function setUpPlatform(
  platform: PlatformName,
  asking: Asking,
  show: Show,
): Promise<Readonly<Record<string, string>>> {
  switch (platform) {
    case 'terminal':
      return { TERMINAL: '1' };
    case 'discord':
      return setUpDiscord(asking, show);
    case 'slack':
      return setUpSlack(asking, show);
  }
}

async function setUpDiscord(asking: Asking, show: Show): Promise<Record<string, string>> {
  await show('Discord: make the bot', 'https://discord.com/developers/applications → New Application → Bot');
  const token = await askToken(DISCORD_TOKEN, asking);
  const id = applicationOf(token);
  if (id !== undefined) await show('Discord: invite it to your server', inviteUrl(id));
  return { DISCORD_TOKEN: token };
}

/** The part of a bot's token before the first dot is the number of its account in Base64, which is its application's too. */
function applicationOf(token: string): string | undefined {
  const id = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('latin1');
  return /^\d{17,20}$/.test(id) ? id : undefined;
}

async function setUpSlack(asking: Asking, show: Show): Promise<Record<string, string>> {
  await show(
    'Slack: https://api.slack.com/apps → Create New App → From a manifest, and paste',
    slackManifestText(loadConfig({})),
  );
  const botToken = await askToken(SLACK_BOT_TOKEN, asking);
  return { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: await askToken(SLACK_APP_TOKEN, asking) };
}
