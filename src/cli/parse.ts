import { type ReadingTally, readFiles, readingExitCode } from './read-files.ts';
import type { ExitCode, Verb } from './verb.ts';

export const parse: Verb = {
  usage: 'PATH…',
  flags: {},
  async run({ positionals }, terminal): Promise<ExitCode> {
    const tally: ReadingTally = { read: 0, skipped: 0, failed: 0 };
    for await (const { parsed } of readFiles('parse', positionals, terminal, tally)) {
      await terminal.stdout.write(parsed.papers.map(({ paper }) => `${JSON.stringify(paper)}\n`).join(''));
    }
    return readingExitCode(tally);
  },
};
