import { inviteUrl } from '../adapters/discord/manifest.ts';
import type { Config } from '../config-schema.ts';
import { UsageError } from '../core/errors.ts';
import { prepare } from './prepare.ts';
import { slackManifestText } from './slack-manifest-text.ts';
import type { ExitCode, Verb } from './verb.ts';

export const manifest: Verb = {
  usage: 'slack|discord [--url URL]',
  flags: {
    url: {
      type: 'string',
      value: 'URL',
      summary: 'where Slack reaches this bot over HTTP; without it, Socket Mode',
    },
  },
  async run({ positionals, flags }, terminal): Promise<ExitCode> {
    const [platform, ...more] = positionals;
    if (more.length > 0 || (platform !== 'slack' && platform !== 'discord')) {
      throw new UsageError('manifest needs a platform: slack or discord');
    }
    const { config } = prepare(terminal);
    const { url } = flags;
    const text =
      platform === 'slack'
        ? slackManifestText(config, typeof url === 'string' ? url : undefined)
        : discordText(config);
    await terminal.stdout.write(`${text}\n`);
    return 0;
  },
};

function discordText({ discord }: Config): string {
  if (discord.applicationId === undefined) {
    throw new UsageError(
      'DISCORD_APPLICATION_ID: is missing; copy it from General Information of the application',
    );
  }
  return inviteUrl(discord.applicationId);
}
