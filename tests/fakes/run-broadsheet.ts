import { existsSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { run } from '../../src/cli/run.ts';
import type { ExitCode, Output } from '../../src/cli/verb.ts';
import type { Clock } from '../../src/core/time.ts';
import { secretWatch } from '../secret-watch/secret-watch.ts';

export interface Ran {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** One command line in this process, as from a script: no terminal, nothing but the given environment. */
export async function runBroadsheet(
  words: readonly string[],
  options: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly stdin?: string;
    readonly clock?: Clock;
    readonly signal?: AbortSignal;
    /** Called after every piece of output, with all there is so far. */
    readonly onOutput?: (texts: { readonly stdout: string; readonly stderr: string }) => void;
  } = {},
): Promise<Ran> {
  const texts = { stdout: '', stderr: '' };
  const output = (name: keyof typeof texts): Output => ({
    isTTY: false,
    columns: 80,
    write: async text => {
      texts[name] += text;
      secretWatch.saw(`${name} of ${words[0] ?? 'broadsheet'}`, text);
      options.onOutput?.(texts);
    },
  });
  const exitCode = await run(
    words,
    {
      stdin: Readable.from([options.stdin ?? '']),
      stdout: output('stdout'),
      stderr: output('stderr'),
      environment: options.environment ?? {},
      clock: options.clock ?? systemClock,
      signal: options.signal ?? new AbortController().signal,
    },
    '1.2.3',
  );
  const [verb, file = ''] = words;
  if (verb === 'backup' && exitCode === 0 && existsSync(file))
    secretWatch.saw('a backup', gunzipSync(readFileSync(file)).toString('utf8'));
  return { exitCode, ...texts };
}
