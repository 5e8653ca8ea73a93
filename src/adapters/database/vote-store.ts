import type { ChannelAddress, Person } from '../../core/platform.ts';
import type { Vote, VoteStore } from '../../core/readers/vote-store.ts';
import type { InstantMs } from '../../core/time.ts';
import type { SqlDatabase } from './sql.ts';

/** Votes in SQL: one row a person, channel and paper. */
export class SqlVoteStore implements VoteStore {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  vote(
    channel: ChannelAddress,
    person: Person,
    paperId: string,
    vote: Vote,
    at: InstantMs,
  ): Promise<Vote | undefined> {
    const key = [
      channel.platform,
      channel.workspace,
      channel.channel,
      paperId,
      person.platform,
      person.workspace,
      person.id,
    ];
    return this.#database.transaction(async session => {
      const withdrawn = await session.query(
        `delete from votes where platform = ? and workspace = ? and channel = ? and paper_id = ?
          and person_platform = ? and person_workspace = ? and person = ? and vote = ? returning vote`,
        [...key, vote],
      );
      if (withdrawn.length > 0) return undefined;
      await session.query(
        `insert into votes (platform, workspace, channel, paper_id, person_platform, person_workspace, person, vote, at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (platform, workspace, channel, paper_id, person_platform, person_workspace, person)
        do update set vote = excluded.vote, at = excluded.at`,
        [...key, vote, at],
      );
      return vote;
    });
  }

  /** Votes for a paper under an id since given up count under the id it has now. */
  ofChannel(
    channel: ChannelAddress,
    limit: number,
  ): Promise<{ paperId: string; up: number; down: number }[]> {
    return this.#database.query(
      `select coalesce(a.paper_id, v.paper_id) as "paperId",
        sum(case when v.vote = 'up' then 1 else 0 end) as up,
        sum(case when v.vote = 'down' then 1 else 0 end) as down
      from votes as v left join paper_aliases as a on a.alias = v.paper_id
      where v.platform = ? and v.workspace = ? and v.channel = ?
      group by coalesce(a.paper_id, v.paper_id) order by max(v.at) desc, coalesce(a.paper_id, v.paper_id) limit ?`,
      [channel.platform, channel.workspace, channel.channel, limit],
    );
  }
}
