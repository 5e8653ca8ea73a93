import type {
  Edition,
  EditionFacts,
  EditionKey,
  EditionKind,
  EditionPart,
  EditionState,
  PartState,
} from '../../core/delivery/edition.ts';
import type { ClaimedEdition, EditionPlan, Lease, Ledger } from '../../core/delivery/ledger.ts';
import type { ChannelAddress } from '../../core/platform.ts';
import type { InstantMs } from '../../core/time.ts';
import { claimableFrom, EDITION_COLUMNS, type EditionRow, editionOf, partsOf } from './edition-rows.ts';
import { insertRows } from './run-with-rows.ts';
import type { SqlDatabase, SqlSession } from './sql.ts';

/** An edition is claimed again only once its lease has ended, so a lease's end tells it from the next, even by the same owner. */
const HELD = 'id = ? and owner = ? and lease_until = ?';
const heldBy = (lease: Lease): [string, string, number] => [lease.editionId, lease.owner, lease.until];

/**
 * The ledger in SQL. Whoever holds an edition is a column of its row, and every write under a lease first locks that
 * row: a claim and a late write of the former holder can't pass each other unseen.
 */
export class SqlLedger implements Ledger {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  open(
    edition: EditionKey & { readonly id: string; readonly subscriptionIds: readonly string[] },
  ): Promise<boolean> {
    const { id, channel, kind, dueAt, subscriptionIds } = edition;
    return this.#database.transaction(async session => {
      const opened = await session.query(
        `insert into editions
          (id, platform, workspace, channel, kind, due_at, subscriptions, state_kind, state, claimable_from, lease_until)
        values (?, ?, ?, ?, ?, ?, ?, 'due', '{"kind":"due"}', 0, 0) on conflict do nothing returning id`,
        [
          id,
          channel.platform,
          channel.workspace,
          channel.channel,
          kind,
          dueAt,
          JSON.stringify(subscriptionIds),
        ],
      );
      if (opened.length === 0) return false;
      await insertRows(
        session,
        { table: 'edition_subscriptions', columns: ['subscription_id', 'kind', 'due_at', 'edition_id'] },
        subscriptionIds.map(subscription => [subscription, kind, dueAt, id]),
      );
      return true;
    });
  }

  claim(
    claimant: { readonly platform: string; readonly owner: string },
    now: InstantMs,
    leaseMs: number,
    limit: number,
  ): Promise<ClaimedEdition[]> {
    return this.#database.transaction(async session => {
      const rows = await session.query<EditionRow>(
        `select ${EDITION_COLUMNS} from editions as e
        where platform = ? and claimable_from is not null and claimable_from <= ? and lease_until <= ?
          and not exists (
            select 1 from editions as earlier
            where earlier.platform = e.platform and earlier.workspace = e.workspace and earlier.channel = e.channel
              and earlier.kind = e.kind and earlier.due_at < e.due_at and earlier.claimable_from is not null
          )
        order by due_at, id limit ? ${session.dialect.skipLocked}`,
        [claimant.platform, now, now, limit],
      );
      if (rows.length === 0) return [];
      const ids = rows.map(row => row.id);
      const until = now + leaseMs;
      await session.query(
        `update editions set owner = ?, lease_until = ? where id in (${session.dialect.eachString})`,
        [claimant.owner, until, JSON.stringify(ids)],
      );
      const parts = await partsOf(session, ids);
      return rows.map(row => ({
        edition: editionOf(row),
        parts: parts.get(row.id) ?? [],
        lease: { editionId: row.id, owner: claimant.owner, until },
      }));
    });
  }

  async renew(lease: Lease, now: InstantMs, leaseMs: number): Promise<Lease | undefined> {
    const until = now + leaseMs;
    const kept = await this.#database.query(
      `update editions set lease_until = ? where ${HELD} returning id`,
      [until, ...heldBy(lease)],
    );
    return kept.length > 0 ? { ...lease, until } : undefined;
  }

  freeze(lease: Lease, plan: EditionPlan, at: InstantMs): Promise<EditionPart[] | undefined> {
    return this.#database.transaction(async session => {
      const [row] = await session.query<EditionRow>(
        `select ${EDITION_COLUMNS} from editions where ${HELD} ${session.dialect.forUpdate}`,
        heldBy(lease),
      );
      if (!row) return undefined;
      // Frozen is frozen: whoever asks again, because the answer to the first time got lost, gets what was frozen.
      if (row.planned_at === null) await freezeParts(session, row, plan, at);
      return [...((await partsOf(session, [row.id])).get(row.id) ?? [])];
    });
  }

  async setPart(lease: Lease, index: number, state: PartState): Promise<boolean> {
    const set = await this.#database.query(
      `with held as (select id from editions where ${HELD} ${this.#database.dialect.forUpdate})
      update edition_parts set state_kind = ?, state = ?
      where edition_id = (select id from held) and place = ? returning place`,
      [...heldBy(lease), state.kind, JSON.stringify(state), index],
    );
    return set.length > 0;
  }

  async release(lease: Lease, state: EditionState, facts?: EditionFacts): Promise<boolean> {
    const released = await this.#database.query(
      `update editions set state_kind = ?, state = ?, claimable_from = ?, facts = coalesce(?, facts),
        owner = null, lease_until = 0
      where ${HELD} returning id`,
      [
        state.kind,
        JSON.stringify(state),
        claimableFrom(state),
        facts ? JSON.stringify(facts) : null,
        ...heldBy(lease),
      ],
    );
    return released.length > 0;
  }

  /** A paper that was posted under an id since given up counts under the id it has now. */
  async seen(channel: ChannelAddress, paperIds: readonly string[]): Promise<ReadonlySet<string>> {
    const each = this.#database.dialect.eachString;
    const asked = JSON.stringify(paperIds);
    const rows = await this.#database.query<{ id: string }>(
      `select distinct coalesce(a.paper_id, s.paper_id) as id
      from edition_papers as s
        join edition_parts as p on p.edition_id = s.edition_id and p.place = s.place
        left join paper_aliases as a on a.alias = s.paper_id
      where s.platform = ? and s.workspace = ? and s.channel = ? and p.state_kind in ('posted', 'attempted')
        and s.paper_id in (${each} union select alias from paper_aliases where paper_id in (${each}))`,
      [channel.platform, channel.workspace, channel.channel, asked, asked],
    );
    return new Set(rows.map(row => row.id));
  }

  async lastConcluded(subscriptionId: string, kind: EditionKind): Promise<Edition | undefined> {
    const [row] = await this.#database.query<EditionRow>(
      `select ${EDITION_COLUMNS} from editions where id = (
        select s.edition_id from edition_subscriptions as s join editions as e on e.id = s.edition_id
        where s.subscription_id = ? and s.kind = ? and e.state_kind in ('sent', 'empty')
        order by s.due_at desc limit 1
      )`,
      [subscriptionId, kind],
    );
    return row && editionOf(row);
  }

  async history(channel: ChannelAddress, limit: number): Promise<Edition[]> {
    const rows = await this.#database.query<EditionRow>(
      `select ${EDITION_COLUMNS} from editions where platform = ? and workspace = ? and channel = ?
      order by due_at desc, kind limit ?`,
      [channel.platform, channel.workspace, channel.channel, limit],
    );
    return rows.map(editionOf);
  }

  async parts(editionId: string): Promise<EditionPart[]> {
    return [...((await partsOf(this.#database, [editionId])).get(editionId) ?? [])];
  }

  async tally(): Promise<Readonly<Record<EditionState['kind'], number>>> {
    const rows = await this.#database.query<{ kind: EditionState['kind']; count: number }>(
      'select state_kind as kind, count(*) as count from editions group by state_kind',
    );
    const none = { due: 0, planned: 0, waiting: 0, sent: 0, empty: 0, missed: 0, failed: 0 };
    return Object.assign(none, Object.fromEntries(rows.map(row => [row.kind, row.count])));
  }
}

async function freezeParts(
  session: SqlSession,
  { id, platform, workspace, channel }: EditionRow,
  plan: EditionPlan,
  at: InstantMs,
): Promise<void> {
  await session.query(
    `update editions set state_kind = 'planned', state = '{"kind":"planned"}', claimable_from = 0, facts = ?, planned_at = ?
    where id = ?`,
    [JSON.stringify(plan.facts), at, id],
  );
  await insertRows(
    session,
    { table: 'edition_parts', columns: ['edition_id', 'place', 'message', 'payload', 'state_kind', 'state'] },
    plan.messages.map(({ payload, ...message }, place) => [
      id,
      place,
      JSON.stringify(message),
      JSON.stringify(payload ?? null),
      'unsent',
      '{"kind":"unsent"}',
    ]),
  );
  await insertRows(
    session,
    {
      table: 'edition_papers',
      columns: ['platform', 'workspace', 'channel', 'paper_id', 'edition_id', 'place'],
    },
    plan.messages.flatMap((message, place) =>
      [...new Set(message.paperIds)].map(paper => [platform, workspace, channel, paper, id, place]),
    ),
  );
}
