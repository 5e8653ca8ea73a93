import { Keyv, type KeyvStoreAdapter } from 'keyv';
import { describe, expect, it } from 'vitest';

/** A store as Keyv 5 uses one; `setMany` answers with one truth an entry, which Keyv passes on as its own answer. */
type Store = Omit<KeyvStoreAdapter, 'setMany'> & {
  setMany(entries: { key: string; value: string; ttl?: number }[]): Promise<boolean[]>;
};

async function entriesOf(keyv: Keyv): Promise<unknown[]> {
  const entries: unknown[] = [];
  for await (const entry of keyv.iterator?.(undefined) ?? []) entries.push(entry);
  return entries;
}

/**
 * What Keyv's official suites ask of a storage adapter, and what an expiry of the store's own adds. `store` gives a
 * new store over one and the same empty place; `wait` moves its clock on.
 */
export function keyvStoreContract(store: () => Store, wait: (ms: number) => void): void {
  const keyv = (namespace = 'ns') =>
    new Keyv({ store: store(), namespace, throwOnErrors: true, emitErrors: false });

  describe('values', () => {
    it('that were set are read back, whatever JSON they are', async () => {
      const values = {
        text: 'a "quoted" “text” \u0000',
        number: 0,
        truth: false,
        list: [1, { two: [] }],
        nothing: null,
      };
      for (const [key, value] of Object.entries(values)) expect(await keyv().set(key, value)).toBe(true);
      for (const [key, value] of Object.entries(values)) expect(await keyv().get(key)).toEqual(value);
    });

    it('that were never set are undefined', async () => {
      expect(await keyv().get('nothing')).toBeUndefined();
      expect(await keyv().getMany(['nothing', 'either'])).toEqual([undefined, undefined]);
    });

    it('are replaced by setting again', async () => {
      await keyv().set('key', 1);
      await keyv().set('key', 2);
      expect(await keyv().get('key')).toBe(2);
    });

    it('are set and read many at a time, in the order asked', async () => {
      const set = await keyv().setMany([
        { key: 'a', value: 1 },
        { key: 'b', value: 2 },
        { key: 'a', value: 3 },
      ]);
      expect(set).toEqual([true, true, true]);
      expect(await keyv().getMany(['b', 'nothing', 'a', 'b'])).toEqual([2, undefined, 3, 2]);
    });

    it('may have any key', async () => {
      const keys = ['ünï — %_', "it's", 'a:b:c', 'https://example.org/?q=%25&x=1#y', ' ', 'ns', 'K', 'k'];
      for (const key of keys) await keyv().set(key, key);
      expect(await keyv().getMany(keys)).toEqual(keys);
    });

    it('may be large', async () => {
      const large = 'x'.repeat(2_000_000);
      await keyv().set('key', large);
      expect(await keyv().get('key')).toBe(large);
    });
  });

  describe('deleting', () => {
    it('tells whether there was something to delete', async () => {
      await keyv().set('key', 1);
      expect(await keyv().delete('key')).toBe(true);
      expect(await keyv().delete('key')).toBe(false);
      expect(await keyv().get('key')).toBeUndefined();
    });

    it('takes many keys and tells whether any was there', async () => {
      await keyv().setMany([
        { key: 'a', value: 1 },
        { key: 'b', value: 2 },
        { key: 'c', value: 3 },
      ]);
      expect(await keyv().deleteMany(['a', 'b', 'nothing'])).toBe(true);
      expect(await keyv().deleteMany(['a', 'b'])).toBe(false);
      expect(await keyv().getMany(['a', 'b', 'c'])).toEqual([undefined, undefined, 3]);
    });

    it('by clear empties the namespace and no other', async () => {
      const names = ['ns', 'ns2', 'n', 'ns;', 'n%', 'NS'];
      for (const name of names) await keyv(name).set('key', name);
      await keyv('n%').clear();
      await keyv('ns').clear();
      const left = await Promise.all(names.map(name => keyv(name).get('key')));
      expect(left).toEqual([undefined, 'ns2', 'n', 'ns;', undefined, 'NS']);
    });

    it('by clear without a namespace empties everything', async () => {
      await keyv('one').set('key', 1);
      await store().clear();
      expect(await keyv('one').get('key')).toBeUndefined();
    });
  });

  describe('asking', () => {
    it('tells whether a key is there', async () => {
      await keyv().set('key', 1);
      expect(await keyv().has('key')).toBe(true);
      expect(await keyv().has('nothing')).toBe(false);
      expect(await keyv('other').has('key')).toBe(false);
    });

    it('tells it of many keys', async () => {
      await keyv().set('key', 1);
      expect(await keyv().hasMany(['nothing', 'key'])).toEqual([false, true]);
      expect(await store().hasMany?.(['ns:nothing', 'ns:key'])).toEqual([false, true]);
    });
  });

  describe('iterating', () => {
    it('gives every key without its namespace, and its value, once', async () => {
      const many = Array.from({ length: 1_234 }, (_, n) => ({ key: `key ${n}`, value: n }));
      await keyv().setMany(many);
      await keyv('other').set('key', 1);
      const entries = await entriesOf(keyv());
      expect(new Map(entries as [string, number][])).toEqual(
        new Map(many.map(({ key, value }) => [key, value])),
      );
      expect(entries).toHaveLength(many.length);
    });

    it('of an empty namespace gives nothing', async () => {
      await keyv('other').set('key', 1);
      expect(await entriesOf(keyv())).toEqual([]);
    });
  });

  describe('expiry', () => {
    it('hides a value from every reader once its time is over', async () => {
      const bare = store();
      bare.namespace = 'ns';
      await bare.set('ns:short', 'value', 1_000);
      await bare.set('ns:long', 'value', 5_000);
      await bare.set('ns:forever', 'value');
      wait(1_000);
      const keys = ['ns:short', 'ns:long', 'ns:forever'];
      expect(await bare.getMany?.(keys)).toEqual([undefined, 'value', 'value']);
      expect(await bare.hasMany?.(keys)).toEqual([false, true, true]);
      const iterated: unknown[] = [];
      for await (const [key] of bare.iterator?.('ns') ?? []) iterated.push(key);
      expect(iterated).toEqual(['ns:forever', 'ns:long']);
      expect(await bare.delete('ns:short')).toBe(false);
    });

    it('starts anew when a value is set again, and ends when it is set without', async () => {
      const bare = store();
      await bare.set('a', 'value', 1_000);
      await bare.set('b', 'value', 1_000);
      wait(600);
      await bare.set('a', 'value', 1_000);
      await bare.set('b', 'value');
      wait(600);
      expect(await bare.getMany?.(['a', 'b'])).toEqual(['value', 'value']);
    });

    it('belongs to each of many values by itself', async () => {
      const bare = store();
      await bare.setMany([
        { key: 'a', value: 'value', ttl: 1_000 },
        { key: 'b', value: 'value' },
      ]);
      wait(2_000);
      expect(await bare.getMany?.(['a', 'b'])).toEqual([undefined, 'value']);
    });
  });
}
