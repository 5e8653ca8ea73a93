import { buildDigest } from '../digest/build-digest.ts';
import type { Digest, DigestPeriod } from '../digest/digest.ts';
import type { Document } from '../document/document.ts';
import type { PaperArchive } from '../papers/archive.ts';
import type { ChannelAddress } from '../platform.ts';
import type { Query } from '../query/query.ts';
import { missingSources } from '../sources/missing-sources.ts';
import { isActive } from '../subscriptions/subscription-moments.ts';
import type { SubscriptionStore } from '../subscriptions/subscription-store.ts';
import type { Clock, Day } from '../time.ts';
import { type DraftPorts, draftEdition } from './draft-edition.ts';

/** What somebody wants to see at once, outside any schedule. */
export interface DigestWish {
  readonly period: DigestPeriod;
  /** What it should be about, and how that was typed; everything when absent. */
  readonly topics?: { readonly text: string; readonly query: Query };
  readonly limit: number;
  readonly minVotes: number;
  /** Whose votes it is ranked by. */
  readonly channel?: ChannelAddress;
}

/** Makes digests outside the schedule; nothing is recorded by it. */
export interface DigestDesk {
  /** One digest of a period. What a channel has seen is in it all the same. */
  make(wish: DigestWish): Promise<Digest>;
  /** What the channel would get now; nothing when nothing active is subscribed there. */
  preview(channel: ChannelAddress): Promise<Document | undefined>;
  /** The newest listing day that has papers; today when there is none. */
  newestDay(): Promise<Day>;
}

export interface DigestDeskPorts extends DraftPorts {
  readonly archive: PaperArchive;
  readonly subscriptions: SubscriptionStore;
  readonly clock: Clock;
  /** The listing day of now. */
  readonly today: () => Day;
}

export function createDigestDesk(ports: DigestDeskPorts): DigestDesk {
  const { archive, clock, ranking, runs, subscriptions, today } = ports;
  return {
    async make({ period, topics, limit, minVotes, channel }) {
      const [since, until] = period.kind === 'day' ? [period.day, period.day] : [period.since, period.until];
      const [papers, asked] = await Promise.all([
        archive.select({ listedSince: since, listedUntil: until }),
        runs.select({ since, until }),
      ]);
      return buildDigest(papers, {
        period,
        ...(topics && { topics }),
        today: today(),
        ranking: await ranking.contextFor(channel, clock.now()),
        limit,
        minVotes,
        missingSources: missingSources(asked),
      });
    },
    async preview(channel) {
      const now = clock.now();
      const here = await subscriptions.ofChannel(channel);
      const [first, ...others] = here.filter(each => isActive(each, now));
      if (!first) return undefined;
      return (await draftEdition({ kind: 'digest', dueAt: now }, [first, ...others], now, ports)).document;
    },
    newestDay: async () => (await archive.newestDay()) ?? today(),
  };
}
