import { createTrendsChart } from '../../src/app/create-trends-chart.ts';
import { loadTopicCatalogue } from '../../src/app/load-topic-catalogue.ts';
import { openStores, type Stores } from '../../src/app/open-stores.ts';
import type { Caller } from '../../src/commands/command.ts';
import type { Services } from '../../src/commands/services.ts';
import { createDigestDesk } from '../../src/core/delivery/digest-desk.ts';
import { PaperShelf } from '../../src/core/delivery/paper-shelf.ts';
import type { Paper } from '../../src/core/papers/paper.ts';
import { PLAIN_MODEL } from '../../src/core/ranking/rank-papers.ts';
import { RankingDesk } from '../../src/core/ranking/ranking-desk.ts';
import type { PaperSearch } from '../../src/core/search/paper-search.ts';
import { createTrendsDesk } from '../../src/core/trends/trends-desk.ts';
import { ManualClock } from './manual-clock.ts';
import { RecordingLog } from './recording-log.ts';

/** A Wednesday; nobody is near a clock change. */
export const COMMANDS_NOW = '2026-01-07T14:00:00Z';

/** Finds papers whose title holds every word that was typed as a word; newest first. */
class TitleSearch implements PaperSearch {
  readonly papers: readonly Paper[];

  constructor(papers: readonly Paper[]) {
    this.papers = papers;
  }

  async search(
    ...[query, { limit, offset }]: Parameters<PaperSearch['search']>
  ): ReturnType<PaperSearch['search']> {
    const words = JSON.stringify(query).match(/(?<="text":")[^"]+/g) ?? [];
    const found = this.papers
      .filter(paper => words.every(word => paper.title.toLowerCase().includes(word.toLowerCase())))
      .map((paper, at) => ({ paper, score: this.papers.length - at, reasons: [] }));
    return { total: found.length, found: found.slice(offset, offset + limit) };
  }

  async similar(paperId: string, limit: number): Promise<readonly Paper[]> {
    return this.papers.filter(paper => paper.id !== paperId).slice(0, limit);
  }

  async complete(typed: string): Promise<{ label: string; value: string }[]> {
    return this.papers
      .filter(paper => paper.title.toLowerCase().startsWith(typed.toLowerCase()))
      .map(paper => ({ label: paper.title, value: paper.id }));
  }
}

export interface CommandServices {
  readonly services: Services;
  readonly stores: Stores;
  readonly clock: ManualClock;
}

/** What handlers work with, over a database in memory that holds `papers`; only the search is a simple one. */
export async function openCommandServices(papers: readonly Paper[]): Promise<CommandServices> {
  const clock = new ManualClock(COMMANDS_NOW);
  const log = new RecordingLog();
  const stores = await openStores('file::memory:', { clock, log });
  await stores.archive.add(
    papers.map(paper => ({ paper })),
    clock.now(),
  );
  const catalogue = loadTopicCatalogue();
  const today = (): string => '2026-01-07';
  const ranking = new RankingDesk({ ...stores, store: stores.keyed('ranking'), model: PLAIN_MODEL });
  const draft = {
    ...stores,
    ranking,
    catalogue,
    log,
    sources: ['huggingface'],
    shelf: new PaperShelf(stores.archive),
  };
  const search = new TitleSearch(papers);
  const services: Services = {
    ...stores,
    clock,
    log,
    catalogue,
    today,
    search,
    trendsDesk: createTrendsDesk({ ...stores, search, today, pause: async () => undefined }),
    drawTrends: createTrendsChart(log, 'png'),
    digests: createDigestDesk({ ...stores, ...draft, clock, today }),
    subscriptionDefaults: {
      schedule: { kind: 'weekly', atMinute: 540, days: [1, 2, 3, 4, 5], tz: 'UTC' },
      limit: 8,
      minVotes: 0,
      style: 'compact',
      whenEmpty: 'silent',
    },
  };
  return { services, stores, clock };
}

/** Somebody who may change the channel. */
export const MANAGER: Caller = {
  person: { platform: 'terminal', workspace: 'local', id: 'mara' },
  channel: { platform: 'terminal', workspace: 'local', channel: 'reading-group' },
  mayManage: true,
  direct: false,
};

/** Somebody who may only read. */
export const READER: Caller = { ...MANAGER, person: { ...MANAGER.person, id: 'tunde' }, mayManage: false };
