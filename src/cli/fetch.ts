import type { Sources } from '../adapters/feeds/create-sources.ts';
import { openSources } from '../app/open-sources.ts';
import { openStores } from '../app/open-stores.ts';
import { UsageError } from '../core/errors.ts';
import { backfill } from '../core/sources/backfill.ts';
import { currentDay } from '../core/sources/listing-day.ts';
import type { PaperSource } from '../core/sources/source.ts';
import type { InstantMs } from '../core/time.ts';
import { readDayFlag } from './day-flag.ts';
import { prepare } from './prepare.ts';
import { createProgress } from './progress.ts';
import type { ExitCode, Verb, VerbInput } from './verb.ts';

export const fetchPapers: Verb = {
  usage: '[--source NAME] [--date D | --since D --until D]',
  flags: {
    source: {
      type: 'string',
      value: 'NAME',
      summary: 'only this one: huggingface, arxiv:cs.CL (all that are configured)',
    },
    date: { type: 'string', value: 'D', summary: 'this listing day (the current one)' },
    since: { type: 'string', value: 'D', summary: 'from this day on; goes on where an earlier run stopped' },
    until: { type: 'string', value: 'D', summary: 'to this day (today)' },
    refresh: { type: 'boolean', summary: 'ask again for days that are complete: votes move on' },
  },
  async run({ positionals, flags }, terminal): Promise<ExitCode> {
    if (positionals.length > 0) throw new UsageError(`fetch takes no ${JSON.stringify(positionals[0])}`);
    const { config, environment } = prepare(terminal);
    const now = environment.clock.now();
    const range = readRange(flags);
    const stores = await openStores(config.database.url, environment);
    const progress = createProgress(terminal.stderr);
    try {
      const sources = openSources(config, stores, environment);
      let failed = 0;
      for (const source of chosen(sources, flags['source'])) {
        const { since, until } = range(source, now);
        const report = await backfill(
          source,
          { ...stores, ...environment },
          {
            since,
            until,
            again: flags['refresh'] === true || since === until,
            signal: terminal.signal,
            onProgress: ({ done, total, added }) =>
              progress.bar(done, total, `days of ${source.name}, ${added} new papers`),
          },
        );
        progress.end();
        failed += report.unreached.length;
        for (const run of report.runs) {
          if (run.kind === 'asked') continue;
          failed++;
          await terminal.stderr.write(`${run.source} ${run.day}: ${run.reason}\n`);
        }
        await terminal.stdout.write(`${summary(source.name, report)}\n`);
      }
      return failed > 0 ? 1 : 0;
    } finally {
      progress.end();
      await stores.close();
    }
  },
};

function chosen(sources: Sources, name: VerbInput['flags'][string]): readonly PaperSource[] {
  return typeof name === 'string' ? [sources.named(name)] : sources.configured;
}

/** The days the flags ask for; a source's own current day where they do not say. */
function readRange(
  flags: VerbInput['flags'],
): (source: PaperSource, now: InstantMs) => { readonly since: string; readonly until: string } {
  const date = readDayFlag(flags, 'date');
  const since = readDayFlag(flags, 'since');
  const until = readDayFlag(flags, 'until');
  if (date !== undefined && (since !== undefined || until !== undefined)) {
    throw new UsageError('--date goes without --since and --until');
  }
  if (until !== undefined && since === undefined) throw new UsageError('--until needs --since');
  return (source, now) => {
    const today = currentDay(source.calendar, now);
    return { since: date ?? since ?? today, until: date ?? until ?? today };
  };
}

function summary(name: string, report: Awaited<ReturnType<typeof backfill>>): string {
  const asked = report.runs.flatMap(run => (run.kind === 'asked' ? [run] : []));
  const sum = (of: 'found' | 'added' | 'updated'): number => asked.reduce((total, run) => total + run[of], 0);
  const parts = [
    `${asked.length} days asked`,
    `${sum('found')} papers listed`,
    `${sum('added')} new`,
    `${sum('updated')} updated`,
    ...(report.alreadyComplete > 0 ? [`${report.alreadyComplete} days complete before`] : []),
    ...(report.runs.length > asked.length ? [`${report.runs.length - asked.length} days failed`] : []),
    ...(report.unreached.length > 0 ? [`${report.unreached.length} days left: start it again to go on`] : []),
  ];
  return `${name}: ${parts.join(', ')}`;
}
