import { DatabaseSync } from '@photostructure/sqlite';
import type { Paper } from '../../src/core/papers/paper.ts';
import { batches, type SearchEngine, Stopwatch } from './engine.ts';

/**
 * SQLite's FTS5 with the same fields and stemming (porter), ranked by its bm25, with the facts that filters ask for in
 * a table beside it. Otherwise as it comes.
 */
export const fts5Engine: SearchEngine = {
  async build(path, papers) {
    const watch = new Stopwatch();
    const database = new DatabaseSync(path);
    database.exec(`
      create virtual table f using fts5(id unindexed, title, abstract, authors, keywords, organization, tokenize = 'porter unicode61');
      create table facts (rowid integer primary key, day text, votes int, code int);
      begin`);
    const insert = database.prepare(
      'insert into f (rowid, id, title, abstract, authors, keywords, organization) values (?, ?, ?, ?, ?, ?, ?)',
    );
    const insertFacts = database.prepare('insert into facts values (?, ?, ?, ?)');
    let row = 0;
    const add = (paper: Paper): void => {
      row += 1;
      const {
        id,
        title,
        abstract,
        authors,
        keywords = [],
        organization,
        listedOn = null,
        upvotes = null,
      } = paper;
      insert.run(row, id, title, abstract, authors.join(', '), keywords.join(', '), organization?.name ?? '');
      insertFacts.run(row, listedOn, upvotes, paper.codeUrl === undefined ? 0 : 1);
      if (row % 10_000 === 0) database.exec('commit; begin');
    };
    for (const batch of batches(papers)) watch.of(() => batch.forEach(add));
    watch.of(() => {
      database.exec('commit');
      database.close();
    });
    return watch.ms;
  },

  open(path) {
    const database = new DatabaseSync(path, { readOnly: true });
    const prepare = (where: string) =>
      database.prepare(
        where === ''
          ? 'select id from f where f match ? order by rank limit 10'
          : `select id from f join facts on facts.rowid = f.rowid where f match ? and ${where} order by rank limit 10`,
      );
    const statements = new Map<string, ReturnType<typeof prepare>>();
    return {
      search({ match, where = '' }) {
        const statement = statements.get(where) ?? prepare(where);
        statements.set(where, statement);
        return statement.all(match).map((row: object) => String(Reflect.get(row, 'id')));
      },
    };
  },
};
