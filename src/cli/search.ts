import { openServices } from '../app/open-services.ts';
import { UsageError } from '../core/errors.ts';
import { readBatch, trecLines } from '../core/search/batch.ts';
import { plainQuery } from '../core/search/plain-query.ts';
import { readLimit } from './limit-flag.ts';
import { prepare } from './prepare.ts';
import { readTextFile } from './read-text-file.ts';
import type { ExitCode, Verb } from './verb.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

/** Runs a file of queries for people who measure; everybody else types `broadsheet papers search …`. */
export const search: Verb = {
  usage: '--batch FILE [--limit K] --format trec',
  flags: {
    batch: { type: 'string', value: 'FILE', summary: 'queries as JSONL {_id, text}; - reads standard input' },
    limit: { type: 'string', value: 'K', summary: `papers a query (${DEFAULT_LIMIT})` },
    format: { type: 'string', value: 'F', summary: 'trec: lines `qid Q0 docid rank score broadsheet`' },
  },
  async run({ positionals, flags }, terminal): Promise<ExitCode> {
    const { batch, format = 'trec' } = flags;
    if (typeof batch !== 'string' || positionals.length > 0) {
      throw new UsageError('search needs --batch FILE; to search by hand: broadsheet papers search WORDS');
    }
    if (format !== 'trec') throw new UsageError(`--format must be trec, not ${String(format)}`);
    const limit = readLimit(flags['limit'], DEFAULT_LIMIT, MAX_LIMIT);
    const { queries, problems } = readBatch(await readTextFile(batch, terminal));
    for (const { place, reason } of problems) await terminal.stderr.write(`${batch}:${place}: ${reason}\n`);
    const { config, environment } = prepare(terminal);
    const { services, close } = await openServices(config, environment);
    try {
      for (const { id, text } of queries) {
        const words = plainQuery(text);
        if (!words) continue;
        const { found } = await services.search.search(words, { sort: 'relevant', limit, offset: 0 });
        const hits = found.map(({ paper, score }) => ({ id: paper.id, score }));
        const run = trecLines(id, hits, 'broadsheet').map(line => `${line}\n`);
        await terminal.stdout.write(run.join(''));
      }
    } finally {
      await close();
    }
    return problems.length > 0 ? 3 : 0;
  },
};
