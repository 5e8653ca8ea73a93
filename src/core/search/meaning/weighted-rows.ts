/** Numbers row by row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

export const matrix = (rows: number, columns: number): Matrix => ({
  rows,
  columns,
  values: new Float64Array(rows * columns),
});

/** Rows are added so many at a time: for each alone, reading and writing their sum would cost more than adding. */
export const AT_ONCE = 8;

export const padded = (count: number): number => Math.ceil(count / AT_ONCE) * AT_ONCE;

/**
 * Adds to `into` the rows of a matrix that `rows` names from place `from` to `end`, each times the weight at its place.
 * Only from column `first` on. `end - from` is a multiple of {@link AT_ONCE}: places to spare hold any row, with weight 0.
 */
export function addRows(
  { columns, values }: Matrix,
  rows: Int32Array,
  weights: Float64Array,
  from: number,
  end: number,
  into: Float64Array,
  first = 0,
): void {
  for (let i = from; i < end; i += AT_ONCE) {
    const a = (rows[i] ?? 0) * columns;
    const b = (rows[i + 1] ?? 0) * columns;
    const c = (rows[i + 2] ?? 0) * columns;
    const d = (rows[i + 3] ?? 0) * columns;
    const e = (rows[i + 4] ?? 0) * columns;
    const f = (rows[i + 5] ?? 0) * columns;
    const g = (rows[i + 6] ?? 0) * columns;
    const h = (rows[i + 7] ?? 0) * columns;
    const wa = weights[i] ?? 0;
    const wb = weights[i + 1] ?? 0;
    const wc = weights[i + 2] ?? 0;
    const wd = weights[i + 3] ?? 0;
    const we = weights[i + 4] ?? 0;
    const wf = weights[i + 5] ?? 0;
    const wg = weights[i + 6] ?? 0;
    const wh = weights[i + 7] ?? 0;
    for (let k = first; k < columns; k++)
      into[k] =
        (into[k] ?? 0) +
        wa * (values[a + k] ?? 0) +
        wb * (values[b + k] ?? 0) +
        wc * (values[c + k] ?? 0) +
        wd * (values[d + k] ?? 0) +
        we * (values[e + k] ?? 0) +
        wf * (values[f + k] ?? 0) +
        wg * (values[g + k] ?? 0) +
        wh * (values[h + k] ?? 0);
  }
}
