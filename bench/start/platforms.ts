import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { SCOPES } from '../../src/adapters/slack/manifest.ts';
import { DiscordEmulator, EMULATOR_TOKEN } from '../../tests/emulators/discord/discord-emulator.ts';
import { HuggingFaceServer } from '../../tests/emulators/huggingface-server.ts';
import { SlackServer } from '../../tests/emulators/slack/slack-server.ts';

/** Discord, Slack and Hugging Face on 127.0.0.1, in a process of their own; one line of JSON says where. */
const discord = await new DiscordEmulator().start();
discord.world.addChannel(discord.world.addGuild());
const slack = await new SlackServer().start();
slack.state.addWorkspace(
  'T1',
  'xoxb-bench',
  SCOPES.map(({ scope }) => scope),
);
const huggingFace = await new HuggingFaceServer({ clock: systemClock }).start();

const environment = {
  DISCORD_TOKEN: EMULATOR_TOKEN,
  DISCORD_API_URL: discord.apiUrl,
  SLACK_BOT_TOKEN: 'xoxb-bench',
  SLACK_APP_TOKEN: 'xapp-bench',
  SLACK_API_URL: slack.apiUrl,
  HF_ENDPOINT: huggingFace.url,
};
process.stdout.write(`${JSON.stringify(environment)}\n`);
// The bench that started this process ends it by closing its input.
process.stdin.resume().on('end', () => process.exit(0));
