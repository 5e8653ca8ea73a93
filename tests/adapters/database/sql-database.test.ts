import { expect, it } from 'vitest';
import { runWithRows } from '../../../src/adapters/database/run-with-rows.ts';
import { describeOnEveryEngine } from '../../contracts/engines.ts';

describeOnEveryEngine('a SQL database', engine => {
  const put = (key: string, value = 'value') =>
    engine.database().query('insert into keyed (key, value) values (?, ?)', [key, value]);
  const keys = async () =>
    (await engine.database().query<{ key: string }>('select key from keyed order by key')).map(
      row => row.key,
    );

  it('gives numbers, texts and nulls as they were put', async () => {
    const values = [Date.parse('2026-01-07T09:00:00Z'), 0, -1, Number.MAX_SAFE_INTEGER];
    for (const [n, value] of values.entries())
      await engine.database().query('insert into keyed values (?, ?, ?)', [`${n}`, "it's “?” $1", value]);
    await engine.database().query('insert into keyed values (?, ?, ?)', ['4', '', null]);
    const rows = await engine
      .database()
      .query<{ value: string; expires_at: number | null }>(
        'select value, expires_at from keyed order by key',
      );
    expect(rows.map(row => row.expires_at)).toEqual([...values, null]);
    expect(rows.map(row => row.value)).toEqual([...values.map(() => "it's “?” $1"), '']);
  });

  it('counts and sums as numbers', async () => {
    await put('a');
    await put('b');
    expect(
      await engine.database().query('select count(*) as n, sum(length(value)) as letters from keyed'),
    ).toEqual([{ n: 2, letters: 10 }]);
  });

  it('compares keys byte by byte', async () => {
    for (const key of ['b', 'a-b', 'a_b', 'ab', 'B', 'é', 'a:b', '~']) await put(key);
    expect(await keys()).toEqual(['B', 'a-b', 'a:b', 'a_b', 'ab', 'b', '~', 'é']);
  });

  it('takes more rows at once than one statement has room for', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => [`${n}`, 'value']);
    await runWithRows(engine.database(), rows, values => `insert into keyed (key, value) values ${values}`);
    await runWithRows(engine.database(), [], () => 'not even run');
    expect(await keys()).toHaveLength(5_000);
  });

  it('keeps all of a transaction', async () => {
    const result = await engine.database().transaction(async session => {
      await session.query(`insert into keyed (key, value) values ('a', 'value')`);
      await session.query(`insert into keyed (key, value) values ('b', 'value')`);
      return session.query('select key from keyed order by key');
    });
    expect(result).toEqual([{ key: 'a' }, { key: 'b' }]);
    expect(await keys()).toEqual(['a', 'b']);
  });

  it('keeps nothing of a transaction that rejects, and goes on', async () => {
    const reason = new Error('changed my mind');
    const attempt = engine.database().transaction(async session => {
      await session.query(`insert into keyed (key, value) values ('a', 'value')`);
      throw reason;
    });
    await expect(attempt).rejects.toBe(reason);
    await put('b');
    expect(await keys()).toEqual(['b']);
  });

  it('keeps nothing of a transaction in which a statement is wrong', async () => {
    const attempt = engine.database().transaction(async session => {
      await session.query(`insert into keyed (key, value) values ('a', 'value')`);
      await session.query(`insert into keyed (key, value) values ('a', 'value')`);
    });
    await expect(attempt).rejects.toThrow(/unique/i);
    await expect(engine.database().query('selec')).rejects.toThrow(/syntax/i);
    expect(await keys()).toEqual([]);
  });

  it('ends the session with its transaction', async () => {
    const session = await engine.database().transaction(async inside => inside);
    await expect(session.query('select 1')).rejects.toThrow('over');
  });

  it('loses no update when transactions of several connections meet', async () => {
    await engine.database().query(`insert into keyed (key, value, expires_at) values ('n', '', 0)`);
    const databases = [engine.database(), await engine.another(), await engine.another()];
    const add = (which: number) =>
      databases[which % 3]?.transaction(async session => {
        const [row] = await session.query<{ expires_at: number }>(
          `select expires_at from keyed where key = 'n' ${session.dialect.forUpdate}`,
        );
        await session.query(`update keyed set expires_at = ? where key = 'n'`, [(row?.expires_at ?? 0) + 1]);
      });
    await Promise.all(Array.from({ length: 30 }, async (_, n) => add(n)));
    expect(await engine.database().query('select expires_at as n from keyed')).toEqual([{ n: 30 }]);
  });

  it('may be closed twice', async () => {
    const other = await engine.another();
    await other.close();
    await expect(other.close()).resolves.toBeUndefined();
  });
});
