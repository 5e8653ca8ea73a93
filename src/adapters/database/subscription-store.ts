import type { ChannelAddress } from '../../core/platform.ts';
import type { PauseReason, Subscription, SubscriptionState } from '../../core/subscriptions/subscription.ts';
import type { SubscriptionStore } from '../../core/subscriptions/subscription-store.ts';
import type { InstantMs } from '../../core/time.ts';
import { insertRows } from './run-with-rows.ts';
import type { SqlDatabase, SqlSession, SqlValue } from './sql.ts';

interface DocRow {
  readonly doc: string;
}

/** Part of a platform: a workspace, or one channel of it. */
interface Place {
  readonly platform: string;
  readonly workspace: string;
  readonly channel?: string;
}

/**
 * Subscriptions in SQL: each is its JSON, beside the columns that are looked for. `active_from` is 0 for an active one,
 * the end of a pause that ends by itself, and null until somebody resumes it.
 */
export class SqlSubscriptionStore implements SubscriptionStore {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  async put(subscription: Subscription, nextDueAt: InstantMs): Promise<void> {
    const { id, channel, state } = subscription;
    await insertRows(
      this.#database,
      {
        table: 'subscriptions',
        columns: ['id', 'platform', 'workspace', 'channel', 'pause_reason', 'active_from', 'next_due', 'doc'],
        conflict: `on conflict (id) do update set platform = excluded.platform, workspace = excluded.workspace,
          channel = excluded.channel, pause_reason = excluded.pause_reason, active_from = excluded.active_from,
          next_due = excluded.next_due, doc = excluded.doc`,
      },
      [
        [
          id,
          channel.platform,
          channel.workspace,
          channel.channel,
          ...stateColumns(state),
          nextDueAt,
          JSON.stringify(subscription),
        ],
      ],
    );
  }

  async get(id: string): Promise<Subscription | undefined> {
    const [row] = await this.#database.query<DocRow>('select doc from subscriptions where id = ?', [id]);
    return row && subscriptionOf(row);
  }

  ofChannel(channel: ChannelAddress): Promise<Subscription[]> {
    return inPlace(this.#database, channel);
  }

  async ofPlatform(platform: string, workspace?: string): Promise<Subscription[]> {
    if (workspace !== undefined) return inPlace(this.#database, { platform, workspace });
    const rows = await this.#database.query<DocRow>(
      'select doc from subscriptions where platform = ? order by id',
      [platform],
    );
    return rows.map(subscriptionOf);
  }

  async remove(id: string): Promise<boolean> {
    const gone = await this.#database.query('delete from subscriptions where id = ? returning id', [id]);
    return gone.length > 0;
  }

  async due(now: InstantMs, limit: number): Promise<{ subscription: Subscription; dueAt: InstantMs }[]> {
    const rows = await this.#database.query<DocRow & { next_due: number }>(
      `select doc, next_due from subscriptions
      where active_from is not null and active_from <= ? and next_due <= ? order by next_due, id limit ?`,
      [now, now, limit],
    );
    return rows.map(row => ({ subscription: subscriptionOf(row), dueAt: row.next_due }));
  }

  async advance(id: string, from: InstantMs, to: InstantMs): Promise<boolean> {
    const moved = await this.#database.query(
      'update subscriptions set next_due = ? where id = ? and next_due = ? returning id',
      [to, id, from],
    );
    return moved.length > 0;
  }

  pause(
    where: Place,
    pause: {
      readonly reason: PauseReason;
      readonly detail?: string;
      readonly since: InstantMs;
      readonly until?: InstantMs;
    },
  ): Promise<Subscription[]> {
    return this.#setState(where, { kind: 'paused', ...pause }, pause.since, 'and active_from <= ?', [
      pause.since,
    ]);
  }

  async resume(where: Place, reasons: readonly PauseReason[], at: InstantMs): Promise<Subscription[]> {
    const each = this.#database.dialect.eachString;
    return this.#setState(where, { kind: 'active' }, at, `and pause_reason in (${each})`, [
      JSON.stringify(reasons),
    ]);
  }

  async nextDue(id: string): Promise<InstantMs | undefined> {
    const [row] = await this.#database.query<{ next_due: number }>(
      'select next_due from subscriptions where id = ?',
      [id],
    );
    return row?.next_due;
  }

  async earliestDue(platform: string): Promise<InstantMs | undefined> {
    const [row] = await this.#database.query<{ earliest: number | null }>(
      `select min(case when active_from > next_due then active_from else next_due end) as earliest
      from subscriptions where platform = ? and active_from is not null`,
      [platform],
    );
    return row?.earliest ?? undefined;
  }

  #setState(
    where: Place,
    state: SubscriptionState,
    at: InstantMs,
    condition: string,
    params: readonly SqlValue[],
  ): Promise<Subscription[]> {
    return this.#database.transaction(async session => {
      const before = await inPlace(session, where, `${condition}`, params, session.dialect.forUpdate);
      const after = before.map(subscription => ({ ...subscription, state, updatedAt: at }));
      for (const subscription of after)
        await session.query(
          'update subscriptions set pause_reason = ?, active_from = ?, doc = ? where id = ?',
          [...stateColumns(state), JSON.stringify(subscription), subscription.id],
        );
      return after;
    });
  }
}

async function inPlace(
  session: SqlSession,
  { platform, workspace, channel }: Place,
  condition = '',
  params: readonly SqlValue[] = [],
  lock = '',
): Promise<Subscription[]> {
  const rows = await session.query<DocRow>(
    `select doc from subscriptions where platform = ? and workspace = ?
    ${channel === undefined ? '' : 'and channel = ?'} ${condition} order by id ${lock}`,
    [platform, workspace, ...(channel === undefined ? [] : [channel]), ...params],
  );
  return rows.map(subscriptionOf);
}

const subscriptionOf = (row: DocRow): Subscription => JSON.parse(row.doc);

/** `pause_reason` and `active_from`. */
const stateColumns = (state: SubscriptionState): [string | null, number | null] =>
  state.kind === 'active' ? [null, 0] : [state.reason, state.until ?? null];
