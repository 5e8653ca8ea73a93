import type { KeyedStore } from '../keyed-store.ts';
import type { PaperArchive } from '../papers/archive.ts';
import type { ChannelAddress } from '../platform.ts';
import type { VoteStore } from '../readers/vote-store.ts';
import type { InstantMs } from '../time.ts';
import { KeptTrackRecord } from './kept-track-record.ts';
import type { RankingContext } from './rank-papers.ts';
import type { RankingModel } from './ranking-model.ts';
import { Taste } from './taste.ts';
import type { TrackRecord } from './track-record.ts';

export interface RankingPorts {
  readonly archive: Pick<PaperArchive, 'changes' | 'select'>;
  readonly votes: Pick<VoteStore, 'ofChannel'>;
  readonly model: RankingModel;
  /** Where the track record is written down. */
  readonly store: KeyedStore;
}

/** What papers are ranked by. */
export interface RankingContexts {
  /** As of now; with a channel, by its people's votes too. Rejects with Fault when storage can't be read. */
  contextFor(channel: ChannelAddress | undefined, now: InstantMs): Promise<RankingContext>;
}

/** More votes than these change a taste no more. */
const VOTES_READ = 400;

/** Keeps what ranking learns from in step with the archive and the votes. */
export class RankingDesk implements RankingContexts {
  readonly #ports: RankingPorts;
  readonly #record: KeptTrackRecord;
  #reading: Promise<TrackRecord> | undefined;

  constructor(ports: RankingPorts) {
    this.#ports = ports;
    this.#record = new KeptTrackRecord(ports.archive, ports.store);
  }

  async contextFor(channel: ChannelAddress | undefined, now: InstantMs): Promise<RankingContext> {
    const [taste, record] = await Promise.all([channel && this.#tasteOf(channel), this.#recordNow()]);
    return { now, model: this.#ports.model, record, ...(taste && { taste }) };
  }

  /** One reading at a time, each from where the one before it ended; a failed one is simply read again. */
  #recordNow(): Promise<TrackRecord> {
    const read = (): Promise<TrackRecord> => this.#record.upToDate();
    this.#reading = this.#reading ? this.#reading.then(read, read) : read();
    return this.#reading;
  }

  async #tasteOf(channel: ChannelAddress): Promise<Taste | undefined> {
    const { archive, votes, model } = this.#ports;
    const cast = await votes.ofChannel(channel, VOTES_READ);
    if (cast.length === 0) return undefined;
    const papers = await archive.select({ ids: cast.map(vote => vote.paperId) });
    const byId = new Map(papers.map(paper => [paper.id, paper]));
    const said = cast.flatMap(({ paperId, up, down }) => {
      const paper = byId.get(paperId);
      return paper ? [{ paper, up, down }] : [];
    });
    return new Taste(said, model);
  }
}
