import { text } from '../core/document/document.ts';
import { UsageError } from '../core/errors.ts';
import { describeMoment } from '../core/subscriptions/describe-schedule.ts';
import { startOfDay } from '../core/subscriptions/start-of-day.ts';
import { defineCommand } from './command.ts';

export const pause = defineCommand(
  {
    name: 'pause',
    summary: 'Stop this channel’s digests for a while',
    access: 'manage',
    options: {
      until: {
        kind: 'day',
        positional: true,
        summary: 'First day they come again, such as 2026-01-12',
        fallback: 'until resumed',
      },
    },
    examples: ['pause', 'pause 2026-08-31'],
  },
  async ({ caller, options }, { subscriptions, clock }) => {
    const here = await subscriptions.ofChannel(caller.channel);
    const [first] = here;
    if (!first) throw new UsageError('this channel has no subscription');
    const now = clock.now();
    const until = options.until === undefined ? undefined : startOfDay(options.until, first.schedule.tz);
    if (until !== undefined && until <= now)
      throw new UsageError(`until must be a day to come, not ${options.until}`);
    const paused = await subscriptions.pause(caller.channel, {
      reason: 'asked',
      since: now,
      ...(until !== undefined && { until }),
    });
    const end =
      until === undefined
        ? 'until somebody resumes them'
        : `until ${describeMoment(until, first.schedule.tz)}`;
    const said =
      paused.length > 0
        ? `No digests ${end}. What was new meanwhile comes with the first digest after.`
        : 'This channel was paused already.';
    return {
      document: { summary: said, blocks: [{ kind: 'paragraph', line: [text(said)] }] },
      data: { paused: paused.length, until },
    };
  },
);
