import { join } from 'node:path';
import { packageRoot } from '../../config.ts';
import { Fault } from '../../core/errors.ts';
import { digest } from '../digest.ts';
import { papers } from '../papers.ts';
import type { Output, Terminal, VerbInput } from '../verb.ts';

/** What the next digest is made of, as far as its list has come; the sample day where no source can be asked. */
export async function previewTomorrow(topics: string, terminal: Terminal): Promise<void> {
  const { stdout } = terminal;
  const flags = topics === '' ? {} : { topics };
  const written = await tryArchive(flags, terminal);
  if (written !== undefined) {
    await stdout.write(`\nTomorrow’s digest, as far as it has come:\n\n${written}`);
    return;
  }
  await stdout.write(
    '\nNo source could be asked (broadsheet doctor says why). A digest of the sample day:\n\n',
  );
  const from = [join(packageRoot, 'samples', 'daily-papers.json')];
  await digest.run({ positionals: [], flags: { ...flags, from } }, terminal);
}

/** The digest as text; nothing where no source could be asked: that is told once, by whoever called. */
async function tryArchive(flags: VerbInput['flags'], terminal: Terminal): Promise<string | undefined> {
  const pieces: string[] = [];
  const { isTTY, columns } = terminal.stdout;
  const stdout: Output = { isTTY, columns, write: async piece => void pieces.push(piece) };
  const stderr: Output = { isTTY: false, columns, write: async () => undefined };
  try {
    const exitCode = await digest.run({ positionals: [], flags }, { ...terminal, stdout, stderr });
    return exitCode === 0 ? pieces.join('') : undefined;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** The terminal is a channel too, and there is nobody else to subscribe it. */
export async function subscribeTerminal(
  { topics, at, tz }: { readonly topics: string; readonly at: string; readonly tz: string },
  terminal: Terminal,
): Promise<void> {
  const words = ['subscribe', ...(topics === '' ? [] : [topics]), `at:${at}`, `tz:${tz}`];
  await papers.run({ positionals: words, flags: {} }, terminal);
}
