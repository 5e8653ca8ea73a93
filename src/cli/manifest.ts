import { inviteUrl } from '../adapters/discord/manifest.ts';
import { UsageError } from '../core/errors.ts';
import { prepare } from './prepare.ts';
import type { ExitCode, Verb } from './verb.ts';

export const manifest: Verb = {
  usage: 'discord',
  flags: {},
  async run({ positionals }, terminal): Promise<ExitCode> {
    const [platform, ...more] = positionals;
    if (platform !== 'discord' || more.length > 0) throw new UsageError('manifest needs a platform: discord');
    const { config } = prepare(terminal);
    const { applicationId } = config.discord;
    if (applicationId === undefined) {
      throw new UsageError(
        'DISCORD_APPLICATION_ID: is missing; copy it from General Information of the application',
      );
    }
    await terminal.stdout.write(`${inviteUrl(applicationId)}\n`);
    return 0;
  },
};
