import type { InstantMs } from '../../core/time.ts';
import type { SqlDatabase } from './sql.ts';

/**
 * Empties the payloads of messages whose edition is closed and was due before `before`: most of what a ledger weighs.
 * What was sent when, and which papers a channel has seen, stays for good. Resolves to how many messages it emptied.
 */
export async function trimLedger(database: SqlDatabase, before: InstantMs): Promise<number> {
  const emptied = await database.query(
    `update edition_parts set payload = 'null'
    where payload <> 'null'
      and edition_id in (select id from editions where claimable_from is null and due_at < ?) returning place`,
    [before],
  );
  return emptied.length;
}
