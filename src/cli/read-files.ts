import { readPaperFiles } from '../adapters/feeds/paper-files.ts';
import { Fault, UsageError } from '../core/errors.ts';
import type { ParsedPapers } from '../core/sources/source.ts';
import type { Terminal } from './verb.ts';

/** How reading went, as far as it has come. */
export interface ReadingTally {
  /** Files that could be read. */
  read: number;
  /** Items that could not. */
  skipped: number;
  /** Files that were asked for by name and could not be read. */
  failed: number;
}

/**
 * Reads files one by one, telling stderr of every item and file that can't be read: `PATH:ITEM: reason`. A file that was
 * only found in a folder may be something else altogether: it is told of, and counts as no failure.
 */
export async function* readFiles(
  verb: string,
  paths: readonly string[],
  { stdin, stderr, signal }: Terminal,
  tally: ReadingTally,
): AsyncGenerator<{ readonly path: string; readonly parsed: ParsedPapers }> {
  if (paths.length === 0) throw new UsageError(`${verb} needs a file, a folder, or - for standard input`);
  for await (const file of readPaperFiles(paths, { stdin })) {
    if (signal.aborted) throw new Fault('unavailable', 'stopped');
    const { path } = file;
    if (file.kind === 'failed') {
      if (file.wasNamed) tally.failed++;
      await stderr.write(`${path}: ${file.fault.message}\n`);
      continue;
    }
    tally.read++;
    tally.skipped += file.parsed.problems.length;
    for (const { place, reason } of file.parsed.problems) await stderr.write(`${path}:${place}: ${reason}\n`);
    for (const note of file.parsed.notes) await stderr.write(`${path}: ${note}\n`);
    yield { path, parsed: file.parsed };
  }
}

/** 1 when nothing could be read, 3 when some was not, else 0. */
export function readingExitCode({ read, skipped, failed }: ReadingTally): 0 | 1 | 3 {
  if (read === 0) return 1;
  return skipped > 0 || failed > 0 ? 3 : 0;
}
