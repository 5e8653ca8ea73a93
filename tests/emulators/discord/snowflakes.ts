/** Discord's epoch: https://docs.discord.com/developers/reference#snowflakes */
const EPOCH = 1_420_070_400_000;

/** Ids that grow with time and are never the same twice. */
export class Snowflakes {
  #count = 0n;

  next(atMs = Date.now()): string {
    this.#count += 1n;
    return String((BigInt(Math.floor(atMs) - EPOCH) << 22n) | (this.#count & 0x3fffffn));
  }
}

export const compareIds = (a: string, b: string): number => (BigInt(a) < BigInt(b) ? -1 : a === b ? 0 : 1);
