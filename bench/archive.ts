import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { openDatabase } from '../src/adapters/database/open-database.ts';
import { SqlPaperArchive } from '../src/adapters/database/paper-archive.ts';
import { systemClock } from '../src/adapters/scheduler/system-clock.ts';
import { parsePapers } from '../src/core/sources/parse-papers.ts';
import { RecordingLog } from '../tests/fakes/recording-log.ts';

/**
 * What an archive costs over plain storage: importing three years of papers into a new SQLite file, beside inserting
 * the same lines as they are into a table of ids and texts; importing them again; reading one day beside reading all.
 */
const source = '../shared/data/archive';
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));

async function timed<T>(work: () => T | Promise<T>): Promise<{ ms: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

const texts = readdirSync(source)
  .filter(name => name.endsWith('.ndjson'))
  .map(name => readFileSync(join(source, name), 'utf8'));

const parsing = await timed(() => texts.map(text => parsePapers(text, { source: 'file' }).papers));
const batches = parsing.result;

const plain = await timed(() => {
  const database = new DatabaseSync(join(folder, 'plain.db'));
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; create table lines (id text primary key, doc text)',
  );
  const insert = database.prepare('insert into lines values (?, ?)');
  for (const text of texts) {
    database.exec('begin');
    for (const line of text.split('\n').filter(Boolean)) insert.run(JSON.parse(line).id, line);
    database.exec('commit');
  }
});

const database = await openDatabase(`file:${join(folder, 'archive.db')}`, {
  clock: systemClock,
  log: new RecordingLog(),
});
const archive = new SqlPaperArchive(database);
const importing = async (): Promise<number> => {
  let added = 0;
  for (const papers of batches) added += (await archive.add(papers, systemClock.now())).added;
  return added;
};
const first = await timed(importing);
const second = await timed(importing);
const all = await timed(() => archive.select({}));
const day = await timed(() => archive.select({ listedSince: '2025-04-16', listedUntil: '2025-04-16' }));
await database.close();
rmSync(folder, { recursive: true });

const times = (ms: number, of: number): string => `${(ms / of).toFixed(2)} ×`;
console.log(
  `${first.result} papers in SQLite; ${(parsing.ms / plain.ms).toFixed(2)} × the plain insert went into parsing them`,
);
console.log(`first import    ${times(first.ms, plain.ms)} the plain insert (${first.ms.toFixed(0)} ms here)`);
console.log(`second import   ${times(second.ms, first.ms)} the first, ${second.result} added`);
console.log(
  `one day         1/${(all.ms / day.ms).toFixed(0)} of reading all (${day.result.length} papers, ${day.ms.toFixed(1)} ms here)`,
);
