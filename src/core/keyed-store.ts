/**
 * Values under a key that may expire: HTTP validators, days that are done with. Losing one costs a repeated request,
 * never a paper. There is no compare-and-set: what several processes must agree on belongs elsewhere.
 * `Keyv` satisfies it. Values are JSON; whoever reads one checks its shape.
 */
export interface KeyedStore {
  /** Resolves to `undefined` when the key is unknown or expired. */
  get(key: string): Promise<unknown>;
  /** Without `ttlMs` the value stays. */
  set(key: string, value: unknown, ttlMs?: number): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}
