import type { Reason } from './rank.ts';

type WithoutWeight<T> = T extends unknown ? Omit<T, 'weight'> : never;

/** A {@link Reason} before it is known what share it has. */
export type UnweighedReason = WithoutWeight<Reason>;

/** Part of a score, in the score's own unit, with what a reader would call it. */
export interface Contribution {
  readonly value: number;
  /** Absent where there is nothing to say: it moves the score all the same. */
  readonly reason?: UnweighedReason;
}

/** Shares under this are not worth a reader's while. */
const WORTH_SAYING = 0.04;

/** The score and its honest reasons: each weighs its share of everything that moved the score, named or not. */
export function explain(parts: readonly Contribution[]): { score: number; reasons: readonly Reason[] } {
  const score = parts.reduce((sum, part) => sum + part.value, 0);
  const moved = parts.reduce((sum, part) => sum + Math.abs(part.value), 0);
  const reasons = parts.flatMap(({ value, reason }): Reason[] => {
    const weight = moved === 0 ? 0 : value / moved;
    return reason && Math.abs(weight) >= WORTH_SAYING ? [{ ...reason, weight }] : [];
  });
  return { score, reasons: reasons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)) };
}
