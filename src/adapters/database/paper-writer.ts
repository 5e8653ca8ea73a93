import type { AddResult, ParsedPaper } from '../../core/papers/archive.ts';
import type { Paper } from '../../core/papers/paper.ts';
import {
  type ChangedRecord,
  type PaperRecord,
  PaperSet,
  type RecordChange,
} from '../../core/papers/paper-set.ts';
import { titleKey } from '../../core/papers/title-key.ts';
import type { InstantMs } from '../../core/time.ts';
import { insertRows, runWithRows } from './run-with-rows.ts';
import type { SqlSession } from './sql.ts';

/** Merges sightings into the stored papers; inside a transaction, one writer of the archive at a time. */
export async function writePapers(
  session: SqlSession,
  papers: readonly ParsedPaper[],
  seenAt: InstantMs,
): Promise<AddResult> {
  // Held until the commit: two writers can't both find a title unknown, and numbers become visible in their order.
  const [state] = await session.query<{ revision: number }>(
    `insert into archive_state (one, revision) values (1, 0)
    on conflict (one) do update set revision = archive_state.revision returning revision`,
  );
  const before = state?.revision ?? 0;
  const set = await loadKnown(
    session,
    papers.map(({ paper }) => paper),
  );
  for (const paper of papers) set.add(paper, seenAt);

  const records = set.records();
  const aliases = set.aliases();
  let revision = before;
  const numbered = records
    .filter(({ change }) => change === 'added' || change === 'updated')
    .map(({ record }) => ({ record, revision: ++revision }));
  if (aliases.length > 0) await writeAliases(session, aliases, ++revision);
  await storeRecords(session, numbered);
  await storeDocs(
    session,
    records.filter(({ change }) => change === 'resighted').map(({ record }) => record),
  );
  if (revision > before) await session.query('update archive_state set revision = ?', [revision]);
  return tally(records);
}

async function loadKnown(session: SqlSession, papers: readonly Paper[]): Promise<PaperSet> {
  const each = session.dialect.eachString;
  const ids = JSON.stringify(papers.map(paper => paper.id));
  const titles = JSON.stringify([...new Set(papers.map(paper => titleKey(paper.title)))]);
  const rows = await session.query<{
    doc: string;
    original: string | null;
    submitter: string | null;
    first_seen: number;
    sequence: number;
  }>(
    `select p.doc, o.doc as original, p.submitter, p.first_seen, p.sequence
    from papers p left join paper_originals o on o.paper_id = p.id
    where p.id in (${each} union select paper_id from paper_aliases where alias in (${each})
      union select id from papers where title_key in (${each}))
    order by p.sequence`,
    [ids, ids, titles],
  );
  const aliases = await session.query<{ alias: string; paper_id: string }>(
    `select alias, paper_id from paper_aliases where alias in (${each})`,
    [ids],
  );
  return new PaperSet(
    rows.map(
      (row): PaperRecord => ({
        paper: JSON.parse(row.doc),
        ...(row.original === null ? {} : { original: JSON.parse(row.original) }),
        ...(row.submitter !== null && { submitter: row.submitter }),
        firstSeen: row.first_seen,
        sequence: row.sequence,
      }),
    ),
    aliases.map(row => [row.alias, row.paper_id] as const),
  );
}

async function writeAliases(
  session: SqlSession,
  aliases: readonly (readonly [string, string])[],
  revision: number,
): Promise<void> {
  const each = session.dialect.eachString;
  const gone = JSON.stringify(aliases.map(([alias]) => alias));
  const kept = JSON.stringify(aliases.map(([, id]) => id));
  await session.query(`delete from papers where id in (${each})`, [gone]);
  await session.query(`delete from paper_aliases where alias in (${each})`, [kept]);
  await runWithRows(
    session,
    aliases,
    values => `update paper_aliases set paper_id = v.column2 from (values ${values}) as v
      where paper_aliases.paper_id = v.column1`,
  );
  await insertRows(
    session,
    {
      table: 'paper_aliases',
      columns: ['alias', 'paper_id', 'revision'],
      conflict:
        'on conflict (alias) do update set paper_id = excluded.paper_id, revision = excluded.revision',
    },
    aliases.map(([alias, id]) => [alias, id, revision]),
  );
}

async function storeRecords(
  session: SqlSession,
  numbered: readonly { readonly record: PaperRecord; readonly revision: number }[],
): Promise<void> {
  await insertRows(
    session,
    {
      table: 'papers',
      columns: ['id', 'title_key', 'listed_on', 'first_seen', 'sequence', 'revision', 'doc', 'submitter'],
      conflict: `on conflict (id) do update set title_key = excluded.title_key, listed_on = excluded.listed_on,
        first_seen = excluded.first_seen, sequence = excluded.sequence, revision = excluded.revision,
        doc = excluded.doc, submitter = excluded.submitter`,
    },
    numbered.map(({ record: { paper, submitter, firstSeen, sequence }, revision }) => [
      paper.id,
      titleKey(paper.title),
      paper.listedOn ?? null,
      firstSeen,
      sequence ?? revision,
      revision,
      JSON.stringify(paper),
      submitter ?? null,
    ]),
  );
  await insertRows(
    session,
    { table: 'paper_days', columns: ['day', 'paper_id'], conflict: 'on conflict do nothing' },
    numbered.flatMap(({ record: { paper } }) => daysOf(paper).map(day => [day, paper.id])),
  );
  await storeOriginals(
    session,
    numbered.map(({ record }) => record),
  );
}

async function storeOriginals(session: SqlSession, records: readonly PaperRecord[]): Promise<void> {
  const clean = records.filter(record => record.sequence !== undefined && !record.original);
  if (clean.length > 0)
    await session.query(`delete from paper_originals where paper_id in (${session.dialect.eachString})`, [
      JSON.stringify(clean.map(record => record.paper.id)),
    ]);
  await insertRows(
    session,
    {
      table: 'paper_originals',
      columns: ['paper_id', 'doc'],
      conflict: 'on conflict (paper_id) do update set doc = excluded.doc',
    },
    records.flatMap(({ paper, original }) => (original ? [[paper.id, JSON.stringify(original)]] : [])),
  );
}

/** Nothing that a reader could look for has changed. */
async function storeDocs(session: SqlSession, records: readonly PaperRecord[]): Promise<void> {
  await runWithRows(
    session,
    records.map(({ paper }) => [paper.id, JSON.stringify(paper)]),
    values => `update papers set doc = v.column2 from (values ${values}) as v where papers.id = v.column1`,
  );
}

const daysOf = (paper: Paper): string[] => [
  ...new Set([paper.listedOn, ...paper.sightings.map(sighting => sighting.day)].flatMap(day => day ?? [])),
];

function tally(records: readonly ChangedRecord[]): AddResult {
  const count = (...changes: readonly RecordChange[]): number =>
    records.filter(record => changes.includes(record.change)).length;
  return { added: count('added'), updated: count('updated'), unchanged: count('unchanged', 'resighted') };
}
