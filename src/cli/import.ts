import { openRanking } from '../app/open-ranking.ts';
import { openStores } from '../app/open-stores.ts';
import { prepare } from './prepare.ts';
import { createProgress } from './progress.ts';
import { type ReadingTally, readFiles, readingExitCode } from './read-files.ts';
import type { ExitCode, Verb } from './verb.ts';

export const importPapers: Verb = {
  usage: 'PATH…',
  flags: {},
  async run({ positionals }, terminal): Promise<ExitCode> {
    const { config, environment } = prepare(terminal);
    const tally: ReadingTally = { read: 0, skipped: 0, failed: 0 };
    const files = readFiles('import', positionals, terminal, tally);
    const stores = await openStores(config.database.url, environment);
    const progress = createProgress(terminal.stderr);
    const done = { added: 0, updated: 0, unchanged: 0 };
    try {
      for await (const { path, parsed } of files) {
        const result = await stores.archive.add(parsed.papers, environment.clock.now());
        done.added += result.added;
        done.updated += result.updated;
        done.unchanged += result.unchanged;
        progress.note(`${path}: ${done.added} added, ${done.updated} updated, ${done.unchanged} unchanged`);
      }
      // What digests are ranked by is brought up to date here, so that no reader waits for it.
      await openRanking(stores).contextFor(undefined, environment.clock.now());
    } finally {
      progress.end();
      await stores.close();
    }

    const { added, updated, unchanged } = done;
    await terminal.stdout.write(
      `added ${added}, updated ${updated}, unchanged ${unchanged}, skipped ${tally.skipped}\n`,
    );
    return readingExitCode(tally);
  },
};
