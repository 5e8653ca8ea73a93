/** A set of papers of one segment, a bit each. */
export type Bits = Uint32Array;

export const emptyBits = (size: number): Bits => new Uint32Array(Math.ceil(size / 32));

export function setBit(bits: Bits, doc: number): void {
  const word = doc >>> 5;
  bits[word] = (bits[word] ?? 0) | (1 << (doc & 31));
}

export const hasBit = (bits: Bits, doc: number): boolean =>
  (((bits[doc >>> 5] ?? 0) >>> (doc & 31)) & 1) === 1;

/** Keeps in `into` what is in both. */
export function intersect(into: Bits, other: Bits): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) & (other[i] ?? 0);
}

/** Adds to `into` what is in `other`. */
export function unite(into: Bits, other: Bits): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) | (other[i] ?? 0);
}

/** Everything below `size` that is not in `bits`. */
export function complement(bits: Bits, size: number): Bits {
  const rest = bits.map(word => ~word);
  const last = size % 32;
  if (last > 0 && rest.length > 0) {
    const end = rest.length - 1;
    rest[end] = (rest[end] ?? 0) & (2 ** last - 1);
  }
  return rest;
}

/** Calls for each member, ascending. */
export function forEachBit(bits: Bits, visit: (doc: number) => void): void {
  for (let i = 0; i < bits.length; i++) {
    let word = bits[i] ?? 0;
    while (word !== 0) {
      const low = word & -word;
      visit(i * 32 + 31 - Math.clz32(low));
      word ^= low;
    }
  }
}

/** Whether any member lies from `from` to before `to`; both multiples of 32, or the end. */
export function anyBetween(bits: Bits, from: number, to: number): boolean {
  for (let i = from >>> 5; i < Math.ceil(to / 32); i++) if ((bits[i] ?? 0) !== 0) return true;
  return false;
}
