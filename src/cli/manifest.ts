import { inviteUrl } from '../adapters/discord/manifest.ts';
import { slackManifest } from '../adapters/slack/manifest.ts';
import { COMMANDS } from '../commands/catalogue.ts';
import { packageVersion } from '../config.ts';
import type { Config } from '../config-schema.ts';
import { UsageError } from '../core/errors.ts';
import { prepare } from './prepare.ts';
import type { ExitCode, Verb, VerbInput } from './verb.ts';

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
    const text = platform === 'slack' ? slackText(config, flags['url']) : discordText(config);
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

function slackText({ slack }: Config, url: VerbInput['flags'][string]): string {
  const specs = [...COMMANDS.values()].map(command => command.spec).filter(spec => !spec.hidden);
  const options = {
    specs,
    version: packageVersion(),
    distributed: slack.clientId !== undefined,
    unfurl: slack.unfurlPaperLinks,
  };
  return JSON.stringify(slackManifest(typeof url === 'string' ? { ...options, url } : options), null, 2);
}
