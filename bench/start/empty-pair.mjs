/** An empty discord.js client and an empty Bolt app, connected as their guides do it: what no bot on both can be under. */
import slack from '@slack/bolt';
import { Client, GatewayIntentBits } from 'discord.js';

const { DISCORD_TOKEN, DISCORD_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_API_URL } = process.env;
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: DISCORD_API_URL } });
const app = new slack.App({
  token: SLACK_BOT_TOKEN,
  appToken: SLACK_APP_TOKEN,
  socketMode: true,
  logLevel: slack.LogLevel.ERROR,
  clientOptions: { slackApiUrl: SLACK_API_URL },
});
const ready = new Promise(resolve => client.once('clientReady', resolve));
await Promise.all([client.login(DISCORD_TOKEN), ready, app.start()]);
process.stderr.write('{"event":"connection","platform":"both","state":"connected"}\n');
process.on('SIGTERM', () => process.exit(0));
