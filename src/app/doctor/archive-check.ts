import { describeSpan } from '../../core/describe-span.ts';
import { type Finding, findingsOn } from '../../core/finding.ts';
import { currentDay, HUGGINGFACE_CALENDAR } from '../../core/sources/listing-day.ts';
import type { Findable } from './examination.ts';

const find = findingsOn('Sources');
const DAY_MS = 86_400_000;
/** A long weekend. */
const STALE_DAYS = 5;

/** What the archive has of the sources: its newest paper, and how each was last asked. */
export async function checkArchive({ stores, config, clock }: Findable): Promise<Finding[]> {
  if (!stores) return [];
  const now = clock.now();
  const newest = await stores.archive.newestDay();
  const findings = [judgeNewest(newest, currentDay(HUGGINGFACE_CALENDAR, now))];
  for (const run of await stores.runs.lastOfEach()) {
    if (!config.sources.names.includes(run.source)) continue;
    const subject = `${run.source}, last asked`;
    const ago = `${describeSpan(Math.max(0, now - run.at))} ago`;
    findings.push(
      run.kind === 'asked'
        ? find.ok(subject, `${ago}, ${run.found} papers listed for ${run.day}`)
        : find.warn(subject, `${ago}, and it failed: ${run.reason}`, 'broadsheet fetch asks again'),
    );
  }
  return findings;
}

function judgeNewest(newest: string | undefined, today: string): Finding {
  const subject = 'newest paper';
  if (newest === undefined)
    return find.warn(subject, 'the archive is empty', 'broadsheet fetch, or wait: start asks by itself');
  const days = Math.round((Date.parse(today) - Date.parse(newest)) / DAY_MS);
  const says =
    days <= 0
      ? `listed ${newest}, the current day`
      : `listed ${newest}, ${days === 1 ? 'a day' : `${days} days`} ago`;
  return days > STALE_DAYS
    ? find.warn(subject, says, 'broadsheet fetch asks now; when start runs, see why its fetches fail')
    : find.ok(subject, says);
}
