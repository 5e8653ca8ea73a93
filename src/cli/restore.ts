import { restore as restoreBackup } from '../app/back-up.ts';
import { readFileArgument } from './file-argument.ts';
import { prepare } from './prepare.ts';
import type { ExitCode, Verb } from './verb.ts';

export const restore: Verb = {
  usage: 'FILE [--replace]',
  flags: { replace: { type: 'boolean', summary: 'put it in the place of what the database holds' } },
  async run({ positionals, flags }, terminal): Promise<ExitCode> {
    const file = readFileArgument('restore', positionals);
    const { config, environment } = prepare(terminal);
    const rows = await restoreBackup(config, environment, { file, replace: flags['replace'] === true });
    await terminal.stdout.write(`${file}: ${rows} rows restored\n`);
    return 0;
  },
};
