import { TERMINAL_CHANNEL, TERMINAL_PERSON } from '../adapters/terminal/place.ts';
import { terminalLook } from '../adapters/terminal/terminal-look.ts';
import { openServices } from '../app/open-services.ts';
import type { Answer, Caller } from '../commands/command.ts';
import { createCommandDesk } from '../commands/create-command-desk.ts';
import { prepare } from './prepare.ts';
import type { ExitCode, Terminal, Verb } from './verb.ts';

/** A terminal shows characters. */
const NO_PICTURE = async (): Promise<undefined> => undefined;

export const papers: Verb = {
  usage: 'LINE… [--json]',
  flags: { json: { type: 'boolean', summary: 'the answer as JSON, with scores and reasons' } },
  freeWords: true,
  async run({ positionals }, terminal): Promise<ExitCode> {
    const json = positionals.includes('--json');
    const words = positionals.filter(word => word !== '--json');
    const { config, environment } = prepare(terminal);
    const { services, close } = await openServices(config, environment);
    try {
      const caller: Caller = {
        person: TERMINAL_PERSON,
        channel: TERMINAL_CHANNEL,
        mayManage: true,
        direct: false,
        tz: Intl.DateTimeFormat().resolvedOptions().timeZone,
      };
      const answer = await createCommandDesk({ ...services, drawTrends: NO_PICTURE }).run(
        { kind: 'words', words },
        caller,
      );
      return await show(answer, json, terminal);
    } finally {
      await close();
    }
  },
};

async function show(
  answer: Answer,
  json: boolean,
  { stdout, stderr, environment }: Terminal,
): Promise<ExitCode> {
  if (answer.kind !== 'answered') {
    await stderr.write(`broadsheet: ${answer.message}\n`);
    return answer.kind === 'rejected' ? 2 : 1;
  }
  const { document, data, files } = answer.reply;
  if (json) await stdout.write(`${JSON.stringify(data ?? null, null, 2)}\n`);
  else if (files?.length) for (const { bytes } of files) await stdout.write(new TextDecoder().decode(bytes));
  else {
    const { renderTerminal } = await import('../adapters/terminal/render.ts');
    const look = terminalLook({ isTTY: stdout.isTTY, columns: stdout.columns, env: environment });
    await stdout.write(renderTerminal(document, look));
  }
  return 0;
}
