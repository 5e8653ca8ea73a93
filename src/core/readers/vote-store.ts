import type { ChannelAddress, Person } from '../platform.ts';
import type { InstantMs } from '../time.ts';

export type Vote = 'up' | 'down';

/** One vote a person, channel and paper; voting again replaces, voting the same again withdraws. */
export interface VoteStore {
  /** Resolves to the vote that now stands, if any. */
  vote(
    channel: ChannelAddress,
    person: Person,
    paperId: string,
    vote: Vote,
    at: InstantMs,
  ): Promise<Vote | undefined>;
  /** Sum over people: what the channel's ranking learns from, newest first. */
  ofChannel(
    channel: ChannelAddress,
    limit: number,
  ): Promise<{ readonly paperId: string; readonly up: number; readonly down: number }[]>;
}
