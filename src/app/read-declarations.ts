import { checkOptions } from '../commands/check-options.ts';
import type { CommandSpec } from '../commands/command.ts';
import type { Config, DeclaredSubscription } from '../config-schema.ts';
import { UsageError } from '../core/errors.ts';
import { parseQuery } from '../core/query/parse-query.ts';
import { anyOf, type Query } from '../core/query/query.ts';
import type { TopicCatalogue } from '../core/query/topic-catalogue.ts';
import { applyWish, type SubscriptionDefaults } from '../core/subscriptions/change-subscription.ts';
import { type Declaration, declaredSubscriptionId } from '../core/subscriptions/declared-subscriptions.ts';
import type { Weekday } from '../core/subscriptions/subscription.ts';

/** The subscriptions of the configuration. Throws one UsageError that lists every wrong one by its place. */
export function readDeclarations(
  config: Config,
  defaults: SubscriptionDefaults,
  catalogue: TopicCatalogue,
): Declaration[] {
  const problems: string[] = [];
  const declarations = config.subscriptions.flatMap((declared, at) => {
    try {
      return [readDeclaration(declared, defaults, catalogue)];
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(`  subscriptions.${at}: ${error.message}`);
      return [];
    }
  });
  if (problems.length > 0) throw new UsageError(['the configuration has problems:', ...problems].join('\n'));
  return declarations;
}

function readDeclaration(
  declared: DeclaredSubscription,
  defaults: SubscriptionDefaults,
  catalogue: TopicCatalogue,
): Declaration {
  const { platform, workspace, channel } = declared;
  const { at, days, cron, tz } = readTimes(declared);
  const topics = readTopics(declared, catalogue);
  const { limit, minVotes, style, whenEmpty, recap, owner } = declared;
  const wish = {
    ...(topics && { topics }),
    ...(at !== undefined && { atMinute: at }),
    ...(days && { days }),
    ...(cron !== undefined && { cron }),
    ...(tz !== undefined && { tz }),
    ...(limit !== undefined && { limit }),
    ...(minVotes !== undefined && { minVotes }),
    ...(style && { style }),
    ...(whenEmpty && { whenEmpty }),
    ...(recap && { recap }),
    ...(owner !== undefined && { owner }),
  };
  const address = { platform, workspace, channel };
  const {
    origin: _o,
    state: _s,
    createdAt: _c,
    updatedAt: _u,
    ...said
  } = applyWish(address, undefined, wish, defaults, 0);
  return { ...said, id: declaredSubscriptionId(address, declared.name) };
}

const TIMES: CommandSpec = {
  name: 'a declared subscription',
  summary: 'When it goes out',
  access: 'manage',
  options: {
    at: { kind: 'time', summary: 'Time of day' },
    days: { kind: 'days', summary: 'Days' },
    cron: { kind: 'cron', summary: 'Cron' },
    tz: { kind: 'zone', summary: 'Zone' },
  },
  examples: [],
};

/** Reads times and days as a typed command's. Throws UsageError. */
function readTimes({ at, days, cron, tz }: DeclaredSubscription): {
  readonly at?: number;
  readonly days?: readonly Weekday[];
  readonly cron?: string;
  readonly tz?: string;
} {
  const typed = { ...(at && { at }), ...(days && { days }), ...(cron && { cron }), ...(tz && { tz }) };
  return checkOptions(TIMES, typed, { today: '' });
}

/** Topics, and exclusions as bare negatives beside them, as they would be typed. */
function readTopics(
  { topics, exclusions }: DeclaredSubscription,
  catalogue: TopicCatalogue,
): Query | undefined {
  const wanted = topics.map(text => parseQuery(text, { catalogue }));
  const unwanted = exclusions.map((text): Query => ({ kind: 'not', of: parseQuery(text, { catalogue }) }));
  const [first, ...others] = [...wanted, ...unwanted];
  return first && anyOf([first, ...others]);
}
