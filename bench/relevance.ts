import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { trecLines } from '../src/core/search/batch.ts';
import { ENGINES } from './relevance/engines.ts';
import { meanScores, type Ranking, type Task } from './relevance/task.ts';
import { tasks } from './relevance/tasks.ts';

/**
 * How well search finds what it should, beside SQLite FTS5 and MiniSearch at their defaults and at the best settings found
 * for them, on the same papers in the same run, with one setting for all collections. Writes a TREC run file for each.
 *
 * - cranfield, cisi: the collections' queries and judgements, relevant or not; `cranfield-all` counts the judgements
 *   without a grade too
 * - keyword: keywords that at least 30 papers of the archive hold find those papers by title and abstract alone
 * - title, typo: a thousand titles find their papers, with one and two slips; `typo-4-words` with four of their words
 * - name: the name that begins a title ("Mamba: …") finds the paper
 * - abstract: titles find their papers where no titles are indexed
 *
 * Names of tasks, or how they begin, choose among them: `npm run bench:relevance -- cranfield cisi`.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string', default: '' },
    runs: { type: 'string', default: 'data/runs' },
  },
});

const DEPTH = 100;

function runOf(task: Task, search: (text: string, limit: number) => Ranking): Map<string, Ranking> {
  return new Map(task.topics.map(({ id, text }) => [id, search(text, DEPTH)]));
}

mkdirSync(values.runs, { recursive: true });
const opened = new Map<
  string,
  { papers: Task['papers']; search: (text: string, limit: number) => Ranking }
>();
for (const task of tasks(positionals)) {
  console.log(
    `\n${task.name}: ${task.papers.length} papers, ${task.topics.length} queries` +
      (task.target === undefined ? '' : `, wanted ${task.measure} ${task.target}`),
  );
  for (const engine of ENGINES.filter(({ name }) => name.startsWith(values.engine))) {
    const before = opened.get(engine.name);
    const search = before?.papers === task.papers ? before.search : engine.open(task.papers);
    opened.set(engine.name, { papers: task.papers, search });
    const run = runOf(task, search);
    const scores = meanScores(task.topics, run);
    const file = join(values.runs, `${task.name}.${engine.name}.run`);
    writeFileSync(
      file,
      [...run]
        .flatMap(([topic, ids]) =>
          trecLines(
            topic,
            ids.map((id, rank) => ({ id, score: DEPTH - rank })),
            engine.name,
          ),
        )
        .join('\n'),
    );
    const columns = Object.entries(scores).map(([measure, score]) => `${measure} ${score.toFixed(4)}`);
    console.log(`  ${engine.name.padEnd(16)} ${columns.join('  ')}`);
  }
}
