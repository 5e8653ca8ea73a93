import type { Edition, EditionKind, EditionPart, EditionState } from '../../core/delivery/edition.ts';
import { partKey } from '../../core/delivery/edition.ts';
import type { SqlSession } from './sql.ts';

export interface EditionRow {
  readonly id: string;
  readonly platform: string;
  readonly workspace: string;
  readonly channel: string;
  readonly kind: EditionKind;
  readonly due_at: number;
  readonly subscriptions: string;
  readonly state: string;
  readonly facts: string | null;
  readonly planned_at: number | null;
}

interface PartRow {
  readonly edition_id: string;
  readonly place: number;
  /** Without its payload, which is large and of no use once the edition is closed. */
  readonly message: string;
  readonly payload: string;
  readonly state: string;
}

export const EDITION_COLUMNS =
  'id, platform, workspace, channel, kind, due_at, subscriptions, state, facts, planned_at';

export function editionOf(row: EditionRow): Edition {
  const { id, platform, workspace, channel, kind } = row;
  return {
    id,
    channel: { platform, workspace, channel },
    kind,
    dueAt: row.due_at,
    subscriptionIds: JSON.parse(row.subscriptions),
    state: JSON.parse(row.state),
    ...(row.facts === null ? {} : { facts: JSON.parse(row.facts) }),
    ...(row.planned_at === null ? {} : { plannedAt: row.planned_at }),
  };
}

/** When an edition in this state may be claimed; nothing once it is closed. */
export function claimableFrom(state: EditionState): number | null {
  switch (state.kind) {
    case 'due':
    case 'planned':
      return 0;
    case 'waiting':
      return state.until;
    case 'sent':
    case 'empty':
    case 'missed':
    case 'failed':
      return null;
  }
}

/** The parts of editions in sending order, by edition id. */
export async function partsOf(
  session: SqlSession,
  editionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly EditionPart[]>> {
  const rows = await session.query<PartRow>(
    `select edition_id, place, message, payload, state from edition_parts
    where edition_id in (${session.dialect.eachString}) order by edition_id, place`,
    [JSON.stringify(editionIds)],
  );
  const parts = new Map<string, EditionPart[]>(editionIds.map(id => [id, []]));
  for (const row of rows)
    parts.get(row.edition_id)?.push({
      index: row.place,
      key: partKey(row.edition_id, row.place),
      message: { ...JSON.parse(row.message), payload: JSON.parse(row.payload) },
      state: JSON.parse(row.state),
    });
  return parts;
}
