import * as z from 'zod';
import type { KeyedStore } from '../../core/keyed-store.ts';

const KnownAnswer = z.object({
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  /** How many papers it held. */
  found: z.int().nonnegative(),
  /** The page after it: an unchanged answer need not say so again. */
  next: z.url().optional(),
});

/** What is remembered of an answer whose papers are kept, instead of the answer itself. */
export type KnownAnswer = z.infer<typeof KnownAnswer>;

export interface KnownAnswers {
  get(url: URL): Promise<KnownAnswer | undefined>;
  /** Nothing is remembered of an answer that can't be recognised again. */
  set(url: URL, answer: KnownAnswer): Promise<void>;
}

/** Longer than any list is followed. */
const KEPT_MS = 30 * 24 * 3_600_000;

export function createKnownAnswers(store: KeyedStore): KnownAnswers {
  const key = (url: URL): string => `answer:${url.href}`;
  return {
    async get(url) {
      const known = KnownAnswer.safeParse(await store.get(key(url)));
      return known.success ? known.data : undefined;
    },
    async set(url, answer) {
      if (answer.etag === undefined && answer.lastModified === undefined) return;
      await store.set(key(url), answer, KEPT_MS);
    },
  };
}
