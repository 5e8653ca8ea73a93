import { backUp } from '../app/back-up.ts';
import { readFileArgument } from './file-argument.ts';
import { prepare } from './prepare.ts';
import type { ExitCode, Verb } from './verb.ts';

export const backup: Verb = {
  usage: 'FILE [--replace]',
  flags: { replace: { type: 'boolean', summary: 'overwrite the file if there is one' } },
  async run({ positionals, flags }, terminal): Promise<ExitCode> {
    const file = readFileArgument('backup', positionals);
    const { config, environment } = prepare(terminal);
    const rows = await backUp(config, environment, { file, replace: flags['replace'] === true });
    await terminal.stdout.write(`${file}: ${rows} rows\n`);
    return 0;
  },
};
