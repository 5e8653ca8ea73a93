const UNITS = [
  ['day', 86_400_000, 3_600_000],
  ['hour', 3_600_000, 60_000],
  ['minute', 60_000, 1_000],
  ['second', 1_000, 1_000],
] as const;

/** A length of time in its largest unit, rounded: `3 hours`, `1 day`; below half a second, `no time`. */
export function describeSpan(ms: number): string {
  for (const [unit, size, step] of UNITS) {
    // Rounded once to the unit below, so that 59 min 59.9 s is an hour.
    const rounded = Math.round(ms / step) * step;
    const count = Math.round(rounded / size);
    if (rounded >= size) return `${count} ${unit}${count === 1 ? '' : 's'}`;
  }
  return 'no time';
}
