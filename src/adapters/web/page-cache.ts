import { createHash } from 'node:crypto';
import type { Clock, InstantMs } from '../../core/time.ts';

/** A page as it was made, and what a reader who has it recognises it by. */
export interface KeptPage {
  readonly body: string;
  readonly etag: string;
  /** Since when it says this. */
  readonly modifiedAt: InstantMs;
}

/** Whole seconds until another page may be made. */
export class Busy {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

interface Entry {
  readonly page: KeptPage;
  readonly madeAt: InstantMs;
}

export interface PageLimits {
  /** A page is made anew after this. */
  readonly freshMs: number;
  /** So many pages are kept, those asked for last. */
  readonly pages: number;
  /** So many pages are made a minute, whoever asks. */
  readonly madePerMinute: number;
}

const MINUTE_MS = 60_000;

/**
 * Keeps pages and bounds the work that strangers can cause: a page that is kept costs nothing, the same page asked for
 * by many at once is made once, and no more than a number of them is made a minute.
 */
export class PageCache {
  readonly #clock: Clock;
  readonly #limits: PageLimits;
  readonly #entries = new Map<string, Entry>();
  readonly #underWay = new Map<string, Promise<KeptPage>>();
  #allowance: number;
  #filledAt: InstantMs;

  constructor(clock: Clock, limits: PageLimits) {
    this.#clock = clock;
    this.#limits = limits;
    this.#allowance = limits.madePerMinute;
    this.#filledAt = clock.now();
  }

  /** Rejects as `make` does; nothing is kept then. A stale page is better than {@link Busy}. */
  async get(key: string, make: () => Promise<string>): Promise<KeptPage | Busy> {
    const known = this.#entries.get(key);
    if (known && this.#clock.now() - known.madeAt < this.#limits.freshMs) return this.#keep(key, known);
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    if (!this.#spend()) return known?.page ?? this.#busy();
    const making = this.#make(key, make, known).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, making);
    return making;
  }

  async #make(key: string, make: () => Promise<string>, known: Entry | undefined): Promise<KeptPage> {
    const body = await make();
    const madeAt = this.#clock.now();
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const same = known?.page.etag === etag;
    return this.#keep(key, { page: same ? known.page : { body, etag, modifiedAt: madeAt }, madeAt });
  }

  /** The page asked for last is the last to go. */
  #keep(key: string, entry: Entry): KeptPage {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#limits.pages && oldest !== undefined) this.#entries.delete(oldest);
    return entry.page;
  }

  #spend(): boolean {
    const now = this.#clock.now();
    const { madePerMinute } = this.#limits;
    const gained = ((now - this.#filledAt) / MINUTE_MS) * madePerMinute;
    this.#allowance = Math.min(madePerMinute, this.#allowance + gained);
    this.#filledAt = now;
    if (this.#allowance < 1) return false;
    this.#allowance--;
    return true;
  }

  #busy(): Busy {
    return new Busy(Math.ceil((1 - this.#allowance) * (60 / this.#limits.madePerMinute)));
  }
}
