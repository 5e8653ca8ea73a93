import type { Log } from '../../core/log.ts';
import type { Clock } from '../../core/time.ts';
import type { SqlDatabase } from './sql.ts';

/** Deletes keyed values that have expired; resolves to how many. Readers never see them, so this is housekeeping. */
export async function sweepExpired(
  database: SqlDatabase,
  { clock, log }: { clock: Clock; log: Log },
): Promise<number> {
  const swept = await database.query('delete from keyed where expires_at <= ? returning 1 as gone', [
    clock.now(),
  ]);
  if (swept.length > 0) log.debug('keyed-values-swept', { count: swept.length });
  return swept.length;
}
