import { existsSync, readFileSync } from 'node:fs';
import { nextMoment } from '../../src/core/subscriptions/schedule.ts';
import type { Subscription } from '../../src/core/subscriptions/subscription.ts';
import type { InstantMs } from '../../src/core/time.ts';
import type { DailyItem } from '../emulators/huggingface-server.ts';
import { dailyItem } from '../fakes/daily-items.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

export const SOAK_MONTH = '2026-04';
const ARCHIVE = `../shared/data/archive/slim-${SOAK_MONTH}.ndjson`;
const HOUR_MS = 3_600_000;
/** A list opens at 21:30 in New York, in summer 01:30 UTC, and fills for a day and a half. */
const OPENS_AFTER_MS = 1.5 * HOUR_MS;
const FILLS_FOR_MS = 36 * HOUR_MS;
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Asia/Tokyo', 'Pacific/Chatham'];
const TOPICS = [
  [],
  [],
  ['topic:agents'],
  ['topic:diffusion-models', 'video'],
  ['reasoning'],
  ['"language model"'],
];
const STYLES = ['compact', 'compact', 'full', 'thread'] as const;

/** A paper of a daily list: when it comes up, and how its votes grow. */
interface Listed {
  readonly day: string;
  readonly at: InstantMs;
  readonly votes: number;
  readonly item: DailyItem;
}

/** The month as Hugging Face would have shown it at any moment: the real one where the archive is there. */
export class SoakMonth {
  readonly #listed: readonly Listed[];

  constructor(seed: number, days: number) {
    const random = seededRandom(seed);
    const items = existsSync(ARCHIVE) ? realItems() : inventedItems(days, random);
    this.#listed = items.map(({ day, item }) => ({
      day,
      item,
      votes: item.paper.upvotes ?? 0,
      at: Date.parse(day) + OPENS_AFTER_MS + random() * FILLS_FOR_MS,
    }));
  }

  /** Every list as far as it has filled. */
  at(now: InstantMs): Map<string, readonly DailyItem[]> {
    const days = new Map<string, DailyItem[]>();
    for (const { day, at, votes, item } of this.#listed) {
      if (at > now) continue;
      const share = Math.min(1, (now - at) / FILLS_FOR_MS);
      const upvotes = Math.round(votes * share);
      days.set(day, [...(days.get(day) ?? []), { ...item, paper: { ...item.paper, upvotes } }]);
    }
    return days;
  }
}

interface DatedItem {
  readonly day: string;
  readonly item: DailyItem;
}

function realItems(): DatedItem[] {
  const lines = readFileSync(ARCHIVE, 'utf8').trim().split('\n');
  return lines.map(line => {
    const { id, title, summary, day, publishedAt, upvotes, authors } = JSON.parse(line) as {
      readonly [key in 'id' | 'title' | 'summary' | 'day' | 'publishedAt']: string;
    } & { readonly upvotes: number | null; readonly authors: readonly string[] };
    const people = authors.map((name, i) => ({ _id: `${id}-${i}`, name, hidden: false }));
    const paper = { id, title, summary, publishedAt, upvotes: upvotes ?? 0, authors: people };
    return { day, item: { paper, publishedAt, title, numComments: 0 } };
  });
}

function inventedItems(days: number, random: () => number): DatedItem[] {
  return Array.from({ length: days * 15 }, (_, i) => ({
    day: `${SOAK_MONTH}-${String(1 + Math.floor(i / 15)).padStart(2, '0')}`,
    item: dailyItem(`2604.${String(10_000 + i)}`, Math.round(random() * 100)),
  }));
}

/** Where one subscription's digest goes. */
export interface SoakPlace {
  readonly platform: 'discord' | 'slack';
  readonly workspace: string;
  readonly channel: string;
}

/** One subscription a place, at its own hour in its own zone, on weekdays or every day. */
export function soakSubscriptions(
  places: readonly SoakPlace[],
  owner: (place: SoakPlace) => string,
  start: InstantMs,
  seed: number,
): Subscription[] {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return places.map((channel, i) => ({
    id: `soak-${i}`,
    channel,
    origin: 'chat',
    topics: pick(TOPICS),
    exclusions: [],
    schedule: {
      kind: 'weekly',
      atMinute: 60 * Math.floor(6 + random() * 14),
      days: random() < 0.7 ? [1, 2, 3, 4, 5] : [1, 2, 3, 4, 5, 6, 7],
      tz: pick(ZONES),
    },
    limit: 8,
    minVotes: random() < 0.2 ? 5 : 0,
    style: pick(STYLES),
    whenEmpty: random() < 0.2 ? 'say' : 'silent',
    recap: 'off',
    owner: owner(channel),
    state: { kind: 'active' },
    createdAt: start,
    updatedAt: start,
  }));
}

/** How many editions must exist once the clock has shown `until`. */
export function dueEditions(
  subscriptions: readonly Subscription[],
  start: InstantMs,
  until: InstantMs,
): number {
  return subscriptions.reduce((sum, { schedule }) => {
    let count = 0;
    for (let at = nextMoment(schedule, start); at <= until; at = nextMoment(schedule, at)) count++;
    return sum + count;
  }, 0);
}
