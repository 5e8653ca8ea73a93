import { loadTopicCatalogue } from '../app/load-topic-catalogue.ts';
import { openStores, type Stores } from '../app/open-stores.ts';
import { UsageError } from '../core/errors.ts';
import { importSubscriptions } from '../core/subscriptions/import-subscriptions.ts';
import { readSubscriptionFile, writeSubscriptionFile } from '../core/subscriptions/subscription-file.ts';
import { prepare } from './prepare.ts';
import { readTextFile } from './read-text-file.ts';
import type { ExitCode, Terminal, Verb } from './verb.ts';

/** Platforms in the order in which they are written. */
const PLATFORMS = ['discord', 'slack', 'terminal'] as const;

export const subscriptions: Verb = {
  usage: 'export | import FILE [--replace]',
  flags: { replace: { type: 'boolean', summary: 'import: overwrite those that say something else' } },
  async run({ positionals, flags }, terminal): Promise<ExitCode> {
    const [what, file, ...more] = positionals;
    const isExport = what === 'export' && file === undefined && flags['replace'] === undefined;
    const isImport = what === 'import' && file !== undefined && more.length === 0;
    if (!isExport && !isImport)
      throw new UsageError(
        'subscriptions needs export (to standard output), or import FILE (- reads standard input)',
      );
    const { config, environment } = prepare(terminal);
    const text = file === undefined ? undefined : await readTextFile(file, terminal);
    const stores = await openStores(config.database.url, environment);
    try {
      if (text === undefined) return await exportAll(stores, terminal);
      return await importAll(text, file ?? '-', stores, flags['replace'] === true, terminal);
    } finally {
      await stores.close();
    }
  },
};

async function exportAll(stores: Stores, { stdout }: Terminal): Promise<ExitCode> {
  const all = await Promise.all(PLATFORMS.map(name => stores.subscriptions.ofPlatform(name)));
  await stdout.write(writeSubscriptionFile(all.flat()));
  return 0;
}

async function importAll(
  text: string,
  file: string,
  stores: Stores,
  replace: boolean,
  { stdout, stderr, clock }: Terminal,
): Promise<ExitCode> {
  const read = readSubscriptionFile(text, loadTopicCatalogue());
  for (const { place, reason } of read.problems) await stderr.write(`${file}:${place}: ${reason}\n`);
  const { added, replaced, unchanged, kept } = await importSubscriptions(
    read.subscriptions,
    stores.subscriptions,
    { now: clock.now(), replace },
  );
  for (const { id } of kept)
    await stderr.write(`${file}: ${id} says something else here and was left; --replace overwrites it\n`);
  await stdout.write(
    `added ${added}, replaced ${replaced}, unchanged ${unchanged}, left ${kept.length}, skipped ${read.problems.length}\n`,
  );
  if (read.subscriptions.length === 0 && read.problems.length > 0) return 1;
  return read.problems.length + kept.length > 0 ? 3 : 0;
}
