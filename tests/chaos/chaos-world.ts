import { existsSync, readFileSync } from 'node:fs';
import { subscriptionQuery } from '../../src/core/delivery/subscription-query.ts';
import { AnalysedPaper } from '../../src/core/matching/analysed-paper.ts';
import { matchQuery } from '../../src/core/matching/match-query.ts';
import type { Paper } from '../../src/core/papers/paper.ts';
import { parseTopicCatalogue } from '../../src/core/query/parse-topic-catalogue.ts';
import type { Subscription } from '../../src/core/subscriptions/subscription.ts';
import { inventedPaper } from '../fakes/papers.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

const DAY_MS = 86_400_000;
const ARCHIVE = '../shared/data/archive/slim-2025-04.ndjson';
/** A Monday. */
export const CHAOS_FIRST_DAY = '2025-04-14';
const PAPERS_A_DAY = 8;
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Africa/Casablanca',
  'Pacific/Apia',
];
const TOPICS = [[], [], ['language model'], ['diffusion', 'video'], ['reasoning'], ['agents', 'benchmark']];
const STYLES = ['full', 'compact', 'thread'] as const;

/** What a run of chaos is about, the same in every process that is given the same size. */
export interface ChaosWorld {
  readonly start: number;
  /** From here on nothing goes wrong any more and no paper is new. */
  readonly calm: number;
  readonly subscriptions: readonly Subscription[];
  /** What every channel must have been shown in the end, once: channel → paper ids. */
  readonly expected: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface WorldSize {
  readonly seed: number;
  readonly channels: number;
  readonly days: number;
}

export const CATALOGUE = parseTopicCatalogue([]);
const dayAfter = (days: number): string =>
  new Date(Date.parse(CHAOS_FIRST_DAY) + days * DAY_MS).toISOString().slice(0, 10);

export function chaosWorld(size: WorldSize): ChaosWorld {
  const random = seededRandom(size.seed);
  const start = Date.parse(CHAOS_FIRST_DAY);
  const calm = start + (size.days + 0.5) * DAY_MS;
  const papers = chaosPapers(size);
  const subscriptions = Array.from({ length: size.channels }, (_, i) =>
    subscriptionsOf(i, start, random),
  ).flat();
  return {
    start,
    calm,
    subscriptions,
    expected: expectedOf(
      subscriptions,
      papers.map(({ paper }) => paper),
    ),
  };
}

/** The papers of a run with the moment each comes up: a list fills over a day and a half. Earliest first. */
export function chaosPapers({ seed, days }: WorldSize): readonly { paper: Paper; listedAt: number }[] {
  const random = seededRandom(seed + 2);
  return (existsSync(ARCHIVE) ? realPapers(days) : inventedPapers(days, random))
    .map(paper => ({
      paper,
      listedAt: Date.parse(paper.listedOn ?? CHAOS_FIRST_DAY) + random() * 1.5 * DAY_MS,
    }))
    .sort((a, b) => a.listedAt - b.listedAt);
}

/** The papers of each day that many people voted for, so that none is under any digest's floor, however late. */
function realPapers(days: number): Paper[] {
  const lines = readFileSync(ARCHIVE, 'utf8').trim().split('\n');
  const papers = lines.map(line => paperOf(JSON.parse(line) as SlimPaper));
  return Array.from({ length: days }, (_, i) => dayAfter(i)).flatMap(day =>
    papers
      .filter(paper => paper.listedOn === day && (paper.upvotes ?? 0) >= 25)
      .sort((a, b) => (b.upvotes ?? 0) - (a.upvotes ?? 0))
      .slice(0, PAPERS_A_DAY),
  );
}

interface SlimPaper {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly authors: readonly string[];
  readonly day: string;
  readonly upvotes: number;
}

const paperOf = ({ id, title, summary, authors, day, upvotes }: SlimPaper): Paper => ({
  id: `arxiv:${id}`,
  title: title.replace(/\s+/g, ' '),
  abstract: summary.replace(/\s+/g, ' '),
  authors: authors.slice(0, 10),
  listedOn: day,
  upvotes,
  sightings: [{ source: 'huggingface', day }],
});

function inventedPapers(days: number, random: () => number): Paper[] {
  const words = TOPICS.flat();
  return Array.from({ length: days * PAPERS_A_DAY }, (_, i) => {
    const day = dayAfter(Math.floor(i / PAPERS_A_DAY));
    const about = words[Math.floor(random() * words.length)] ?? 'reasoning';
    return inventedPaper({
      id: `arxiv:2504.${String(10_000 + i)}`,
      title: `Paper ${i} on ${about}`,
      abstract: `What number ${i} of this series found out about ${about}.`,
      listedOn: day,
      upvotes: 30 + i,
      authors: ['Ada Quill', 'Tunde Bakare', 'Mara Lindqvist', 'Oskar Venn', 'Imani Rao', 'Li Wen'],
    });
  });
}

/** A channel has one subscription; one in six has a second, at the same moment or at another. */
function subscriptionsOf(i: number, start: number, random: () => number): Subscription[] {
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T =>
    list[Math.floor(random() * list.length)] as T;
  const channel = { platform: 'recording', workspace: `w${i % 8}`, channel: `c${i}` };
  const base: Subscription = {
    id: `s${i}`,
    channel,
    origin: 'chat',
    topics: pick(TOPICS),
    exclusions: [],
    schedule: {
      kind: 'weekly',
      atMinute: Math.floor(random() * 1440),
      days: [1, 2, 3, 4, 5, 6, 7],
      tz: pick(ZONES),
    },
    limit: 1000,
    minVotes: 0,
    style: pick(STYLES),
    whenEmpty: random() < 0.2 ? 'say' : 'silent',
    recap: 'off',
    owner: `owner-${i}`,
    state: { kind: 'active' },
    createdAt: start,
    updatedAt: start,
  };
  if (i % 6 !== 0) return [base];
  const atMinute = i % 12 === 0 ? Math.floor(random() * 1440) : undefined;
  const schedule =
    atMinute === undefined
      ? base.schedule
      : { ...base.schedule, kind: 'weekly' as const, atMinute, days: [1, 2, 3, 4, 5, 6, 7] as const };
  return [base, { ...base, id: `d${i}`, origin: 'configuration', topics: pick(TOPICS), schedule }];
}

function expectedOf(
  subscriptions: readonly Subscription[],
  papers: readonly Paper[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const analysed = papers.map(paper => new AnalysedPaper(paper));
  const expected = new Map<string, Set<string>>();
  for (const subscription of subscriptions) {
    const wanted = subscriptionQuery(subscription, { catalogue: CATALOGUE });
    const ids = expected.get(subscription.channel.channel) ?? new Set();
    for (const paper of analysed)
      if (!wanted || matchQuery(wanted.query, paper, CHAOS_FIRST_DAY)) ids.add(paper.paper.id);
    expected.set(subscription.channel.channel, ids);
  }
  return expected;
}
