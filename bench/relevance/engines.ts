import { DatabaseSync } from '@photostructure/sqlite';
import MiniSearch from 'minisearch';
import { fold } from '../../src/core/analysis/fold.ts';
import { stem } from '../../src/core/analysis/stem.ts';
import { STOP_WORDS } from '../../src/core/analysis/stop-words.ts';
import type { Paper } from '../../src/core/papers/paper.ts';
import { plainQuery } from '../../src/core/search/plain-query.ts';
import { SearchIndex } from '../../src/core/search/search-index.ts';
import type { Ranking } from './task.ts';

/** A search engine over papers. */
export interface Engine {
  readonly name: string;
  /** Makes an index and gives the search over it: ids, best first, at most `limit`. */
  open(papers: readonly Paper[]): (text: string, limit: number) => Ranking;
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const telling = (words: readonly string[]): readonly string[] => {
  const kept = words.filter(word => !STOP_WORDS.has(fold(word)));
  return kept.length > 0 ? kept : words;
};

const broadsheet: Engine = {
  name: 'broadsheet',
  open: papers => {
    const index = SearchIndex.build(papers);
    return (text, limit) => {
      const query = plainQuery(text);
      if (!query) return [];
      const options = { sort: 'relevant', limit, offset: 0, today: '2026-06-30' } as const;
      return index.search(query, options).hits.map(({ id }) => id);
    };
  },
};

/** FTS5 with its own bm25; any word may match. */
function fts5(
  name: string,
  tokenizer: string,
  weights: string,
  prepare: (words: string[]) => readonly string[],
): Engine {
  return {
    name,
    open: papers => {
      const database = new DatabaseSync(':memory:');
      database.exec(
        `create virtual table f using fts5(id unindexed, title, abstract, tokenize = '${tokenizer}')`,
      );
      const insert = database.prepare('insert into f values (?, ?, ?)');
      database.exec('begin');
      for (const { id, title, abstract } of papers) insert.run(id, title, abstract);
      database.exec('commit');
      const select = database.prepare(`select id from f where f match ? order by bm25(f${weights}) limit ?`);
      return (text, limit) => {
        const match = prepare(wordsOf(text))
          .map(word => `"${word}"`)
          .join(' OR ');
        return match === ''
          ? []
          : select.all(match, limit).map(row => String(Reflect.get(row as object, 'id')));
      };
    },
  };
}

function miniSearch(name: string, tuned: boolean): Engine {
  return {
    name,
    open: papers => {
      const index = new MiniSearch<Paper>({
        fields: ['title', 'abstract'],
        ...(tuned && {
          processTerm: term => (STOP_WORDS.has(fold(term)) ? null : stem(fold(term))),
          searchOptions: { boost: { title: 2 }, bm25: { k: 1.2, b: 0.75, d: 0 } },
        }),
      });
      index.addAll(papers);
      return (text, limit) =>
        index
          .search(text)
          .slice(0, limit)
          .map(({ id }) => String(id));
    },
  };
}

export const ENGINES: readonly Engine[] = [
  broadsheet,
  fts5('fts5', 'unicode61', '', words => words),
  fts5('fts5-best', 'porter unicode61', ', 0, 2, 1', telling),
  miniSearch('minisearch', false),
  miniSearch('minisearch-best', true),
];
