import type {
  AddResult,
  ArchiveChanges,
  PaperArchive,
  PaperSelection,
  ParsedPaper,
} from '../../core/papers/archive.ts';
import type { Paper } from '../../core/papers/paper.ts';
import type { Day, InstantMs } from '../../core/time.ts';
import { writePapers } from './paper-writer.ts';
import type { SqlDatabase, SqlValue } from './sql.ts';

const PAPERS_A_BATCH = 1_000;

interface DocRow {
  readonly doc: string;
}

interface ChangeRow extends DocRow {
  readonly id: string;
  readonly submitter: string | null;
  readonly revision: number;
}

/** The archive in SQL. A paper is its JSON, beside the columns that are looked for. */
export class SqlPaperArchive implements PaperArchive {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  async add(papers: readonly ParsedPaper[], seenAt: InstantMs): Promise<AddResult> {
    if (papers.length === 0) return { added: 0, updated: 0, unchanged: 0 };
    return this.#database.transaction(session => writePapers(session, papers, seenAt));
  }

  async get(id: string): Promise<Paper | undefined> {
    const [paper] = await this.select({ ids: [id] });
    return paper;
  }

  async original(id: string): Promise<{ title?: string; abstract?: string } | undefined> {
    const ids = idList([id]);
    const [row] = await this.#database.query<DocRow>(
      `select doc from paper_originals where paper_id in (${this.#idsOf()})`,
      [ids, ids],
    );
    return row && JSON.parse(row.doc);
  }

  async select(selection: PaperSelection): Promise<Paper[]> {
    const where: string[] = [];
    const params: SqlValue[] = [];
    const bound = (condition: string, ...values: readonly SqlValue[]): void => {
      where.push(condition);
      params.push(...values);
    };
    const { listedSince, listedUntil, addedAfter, addedUntil, ids, limit } = selection;
    if (listedSince !== undefined || listedUntil !== undefined)
      bound(
        'id in (select paper_id from paper_days where day >= ? and day <= ?)',
        listedSince ?? '',
        listedUntil ?? '9999-12-31',
      );
    if (addedAfter !== undefined) bound('sequence > ?', addedAfter);
    if (addedUntil !== undefined) bound('sequence <= ?', addedUntil);
    if (ids) bound(`id in (${this.#idsOf()})`, idList(ids), idList(ids));
    const rows = await this.#database.query<DocRow>(
      `select doc from papers ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
      order by listed_on desc nulls last, id ${limit === undefined ? '' : 'limit ?'}`,
      limit === undefined ? params : [...params, limit],
    );
    return rows.map(paperOf);
  }

  async *changes(after = 0): AsyncGenerator<ArchiveChanges> {
    const { revision: last } = await this.state();
    for (let from = after; from < last; ) {
      const rows = await this.#database.query<ChangeRow>(
        'select id, doc, submitter, revision from papers where revision > ? and revision <= ? order by revision limit ?',
        [from, last, PAPERS_A_BATCH],
      );
      const revision = rows.length === PAPERS_A_BATCH ? (rows.at(-1)?.revision ?? last) : last;
      const removed = await this.#database.query<{ alias: string }>(
        'select alias from paper_aliases where revision > ? and revision <= ? order by revision, alias',
        [from, revision],
      );
      yield {
        revision,
        papers: rows.map(paperOf),
        submitters: new Map(rows.flatMap(submitterOf)),
        removed: removed.map(row => row.alias),
      };
      from = revision;
    }
  }

  async count(): Promise<number> {
    return (await this.state()).count;
  }

  async state(): Promise<{ count: number; revision: number; lastSequence: number }> {
    const [row] = await this.#database.query<{ count: number; last: number; revision: number }>(
      `select (select count(*) from papers) as count,
        coalesce((select max(sequence) from papers), 0) as last,
        coalesce((select revision from archive_state), 0) as revision`,
    );
    return { count: row?.count ?? 0, revision: row?.revision ?? 0, lastSequence: row?.last ?? 0 };
  }

  async newestDay(): Promise<Day | undefined> {
    const [row] = await this.#database.query<{ day: Day | null }>('select max(day) as day from paper_days');
    return row?.day ?? undefined;
  }

  /** Ids as they are, and those they were found to stand for; takes {@link idList} twice. */
  #idsOf(): string {
    const each = this.#database.dialect.eachString;
    return `${each} union select paper_id from paper_aliases where alias in (${each})`;
  }
}

const paperOf = (row: DocRow): Paper => JSON.parse(row.doc);

const submitterOf = ({ id, submitter }: ChangeRow): [string, string][] =>
  submitter === null ? [] : [[id, submitter]];

/** As a JSON array. PostgreSQL has no text with a NUL or half a surrogate pair in it, and no paper has such an id. */
const idList = (ids: readonly string[]): string => JSON.stringify(ids.filter(id => !/[\0\p{Cs}]/u.test(id)));
