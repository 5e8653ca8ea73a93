import { expect, it } from 'vitest';
import { migrate } from '../../../src/adapters/database/migrate.ts';
import { MIGRATIONS, type Migration } from '../../../src/adapters/database/migrations.ts';
import { openDatabase } from '../../../src/adapters/database/open-database.ts';
import { Fault } from '../../../src/core/errors.ts';
import { describeOnEveryEngine } from '../../contracts/engines.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';
import { SkippingClock } from '../../fakes/skipping-clock.ts';

const step = (name: string, ...statements: string[]): Migration => ({ name, statements: () => statements });

describeOnEveryEngine('the schema', engine => {
  const apply = (...more: Migration[]) =>
    migrate(engine.database(), { clock: engine.clock(), log: new RecordingLog() }, [...MIGRATIONS, ...more]);
  const version = async () =>
    (await engine.database().query<{ n: number }>('select count(*) as n from schema_migrations'))[0]?.n;
  const exists = async (table: string) =>
    (await engine.database().query(engine.database().dialect.tableExists, [table])).length > 0;

  it('remembers its migrations and when they were applied', async () => {
    const rows = await engine
      .database()
      .query<{ number: number; name: string }>('select number, name from schema_migrations order by number');
    expect(rows).toEqual(MIGRATIONS.map(({ name }, index) => ({ number: index + 1, name })));
  });

  it('gets each new migration once, in order, and is refused to an older build', async () => {
    const first = step('first', 'create table first (n integer)');
    const second = step('second', 'insert into first values (2)');
    await apply(first, second);
    await apply(first, second);
    expect(await engine.database().query('select n from first')).toEqual([{ n: 2 }]);

    const error = await apply(first).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Fault);
    expect(error).toMatchObject({ code: 'storage' });
    expect(String(error)).toContain(
      `the database has schema ${MIGRATIONS.length + 2} and this build of Broadsheet knows ${MIGRATIONS.length + 1}`,
    );
    await engine.database().query('drop table first');
    await engine.database().query('delete from schema_migrations where number > ?', [MIGRATIONS.length]);
  });

  it('is as before when one statement of a migration fails', async () => {
    const half = step('half', 'create table half (n integer)', 'insert into nowhere values (1)');
    await expect(apply(step('whole', 'create table whole (n integer)'), half)).rejects.toThrow('nowhere');
    expect(await version()).toBe(MIGRATIONS.length);
    expect([await exists('whole'), await exists('half')]).toEqual([false, false]);
  });

  it('is made once when several connections find none', async () => {
    const log = new RecordingLog();
    const clock = new SkippingClock('2026-01-07T09:00:00Z');
    const databases = await Promise.all([1, 2, 3].map(() => openDatabase('file::memory:', { clock, log })));
    await Promise.all(databases.map(database => database.close()));
    await Promise.all([engine.another(), engine.another()]);
    expect(await version()).toBe(MIGRATIONS.length);
  });
});
