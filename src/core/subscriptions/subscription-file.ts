import * as z from 'zod';
import { UsageError } from '../errors.ts';
import { DIGEST_STYLES } from '../platform.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { TopicCatalogue } from '../query/topic-catalogue.ts';
import type { Problem } from '../sources/source.ts';
import { reasonOf } from '../sources/zod-reason.ts';
import { parseCron } from './cron.ts';
import type { Subscription, Weekday } from './subscription.ts';
import { findZone } from './zone.ts';

const FORMAT = 1;
const Id = z.string().min(1);
const Zone = z.string().refine(tz => findZone(tz) !== undefined, { error: 'is no IANA zone' });
const Day = z.custom<Weekday>(value => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 7, {
  error: 'must be 1 (Monday) to 7',
});

const Exported: z.ZodType<Subscription> = z.strictObject({
  id: Id,
  channel: z.strictObject({ platform: Id, workspace: Id, channel: Id }),
  origin: z.literal('chat'),
  topics: z.array(z.string().min(1)),
  exclusions: z.array(z.string().min(1)),
  schedule: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('weekly'),
      atMinute: z.int().min(0).max(1439),
      days: z.array(Day).min(1),
      tz: Zone,
    }),
    z.strictObject({ kind: z.literal('cron'), expression: z.string(), tz: Zone }),
  ]),
  limit: z.int().min(1).max(50),
  minVotes: z.int().min(0),
  style: z.enum(DIGEST_STYLES),
  whenEmpty: z.enum(['silent', 'say']),
  recap: z.enum(['off', 'week', 'month']),
  owner: Id.exactOptional(),
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('active') }),
    z.strictObject({
      kind: z.literal('paused'),
      reason: z.enum(['asked', 'channel-gone', 'workspace-gone', 'no-permission']),
      detail: z.string().exactOptional(),
      since: z.number(),
      until: z.number().exactOptional(),
    }),
  ]),
  createdAt: z.number(),
  updatedAt: z.number(),
});

const ExportedFile = z.object({
  broadsheet: z.literal('subscriptions'),
  format: z.literal(FORMAT),
  subscriptions: z.array(z.unknown()),
});

/** Subscriptions that people typed as one JSON text; those of the configuration have their place there. */
export function writeSubscriptionFile(subscriptions: readonly Subscription[]): string {
  const own = subscriptions.filter(each => each.origin === 'chat');
  return `${JSON.stringify({ broadsheet: 'subscriptions', format: FORMAT, subscriptions: own }, null, 2)}\n`;
}

/**
 * What {@link writeSubscriptionFile} wrote, or a person after it. Throws UsageError where the whole is none; a
 * subscription that can't be is a problem, and costs its neighbours nothing.
 */
export function readSubscriptionFile(
  text: string,
  catalogue: TopicCatalogue,
): { readonly subscriptions: readonly Subscription[]; readonly problems: readonly Problem[] } {
  const subscriptions: Subscription[] = [];
  const problems: Problem[] = [];
  for (const [index, entry] of readEntries(text).entries()) {
    const place = `subscription ${index + 1}`;
    const parsed = Exported.safeParse(entry);
    const reason = parsed.success ? unusable(parsed.data, catalogue) : reasonOf(parsed.error);
    if (parsed.success && reason === undefined) subscriptions.push(parsed.data);
    else problems.push({ place, reason: reason ?? '' });
  }
  return { subscriptions, problems };
}

function readEntries(text: string): readonly unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError('the file is no JSON', { cause: error });
  }
  const file = ExportedFile.safeParse(value);
  if (!file.success) throw new UsageError('the file holds no subscriptions of Broadsheet');
  return file.data.subscriptions;
}

/** What only reading it shows: a query or a cron expression that is broken. */
function unusable(
  { topics, exclusions, schedule }: Subscription,
  catalogue: TopicCatalogue,
): string | undefined {
  try {
    for (const query of [...topics, ...exclusions]) parseQuery(query, { catalogue });
    if (schedule.kind === 'cron') parseCron(schedule.expression);
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}
