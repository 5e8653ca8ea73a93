import type { KeyedStore } from '../keyed-store.ts';
import type { Day } from '../time.ts';

/**
 * Remembers which listing days of a source were asked for after they had closed: nothing more will come, so nobody
 * asks again. Forgetting one costs a request.
 */
export interface CompleteDays {
  has(source: string, day: Day): Promise<boolean>;
  mark(source: string, day: Day): Promise<void>;
}

export function createCompleteDays(store: KeyedStore): CompleteDays {
  const key = (source: string, day: Day): string => `complete:${source}:${day}`;
  return {
    async has(source, day) {
      return (await store.get(key(source, day))) === true;
    },
    async mark(source, day) {
      await store.set(key(source, day), true);
    },
  };
}
