export const average = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

/** Standard deviation around the mean, or around `centre`. */
export function deviation(values: readonly number[], centre = average(values)): number {
  return Math.sqrt(average(values.map(value => (value - centre) ** 2)));
}

/** Items by key, in the order they come. */
export function grouped<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
