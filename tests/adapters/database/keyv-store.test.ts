import { expect, it } from 'vitest';
import { openKeyv, SqlKeyvStore } from '../../../src/adapters/database/keyv-store.ts';
import { sweepExpired } from '../../../src/adapters/database/sweep-expired.ts';
import { describeOnEveryEngine } from '../../contracts/engines.ts';
import { keyvStoreContract } from '../../contracts/keyv-store-contract.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';

describeOnEveryEngine('the Keyv store', engine => {
  keyvStoreContract(
    () => new SqlKeyvStore(engine.database(), engine.clock()),
    ms => void engine.clock().sleep(ms),
  );

  it('rejects with what failed instead of calling the key missing', async () => {
    const keyv = openKeyv(engine.database(), 'ns', engine.clock());
    await keyv.set('key', 1);
    await engine.database().query('alter table keyed rename to elsewhere');
    await expect(keyv.get('key')).rejects.toThrow('keyed');
    await expect(keyv.set('key', 2)).rejects.toThrow('keyed');
    await expect(keyv.has('key')).rejects.toThrow('keyed');
    await expect(keyv.delete('key')).rejects.toThrow('keyed');
    await expect(keyv.clear()).rejects.toThrow('keyed');
    await engine.database().query('alter table elsewhere rename to keyed');
  });

  it('lets a sweep delete what has expired and nothing else', async () => {
    const store = new SqlKeyvStore(engine.database(), engine.clock());
    await store.set('short', 'value', 1_000);
    await store.set('long', 'value', 5_000);
    await store.set('forever', 'value');
    await engine.clock().sleep(1_000);
    const log = new RecordingLog();
    expect(await sweepExpired(engine.database(), { clock: engine.clock(), log })).toBe(1);
    expect(await engine.database().query('select key from keyed order by key')).toEqual([
      { key: 'forever' },
      { key: 'long' },
    ]);
    expect(log.events).toEqual([{ level: 'debug', event: 'keyed-values-swept', fields: { count: 1 } }]);
  });
});
