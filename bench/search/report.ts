/** What one engine took at one size: milliseconds, bytes, and resident megabytes above a process that opened nothing. */
export interface Measured {
  readonly build: number;
  readonly bytes: number;
  readonly opening: number;
  readonly resident: number;
  readonly queries: Readonly<Record<string, Readonly<Record<Point, number>>>>;
  readonly hard: readonly { readonly title: string; readonly ms: number; readonly outcome: string }[];
}

/** By the clock, and on average of processor time. */
const POINTS = ['p50', 'p99', 'mean'] as const;
type Point = (typeof POINTS)[number];

const ROWS = ['short by words', 'short', 'long', 'prefix', 'typo', 'filtered', 'suggestions'];

const ms = (value: number | undefined): string =>
  value === undefined ? '–' : value >= 100 ? value.toFixed(0) : value.toFixed(2);
const share = (ours: number | undefined, peer: number | undefined): string =>
  ours === undefined || peer === undefined
    ? ''
    : ours < peer
      ? `1/${(peer / ours).toFixed(peer / ours < 10 ? 1 : 0)}`
      : `${(ours / peer).toFixed(1)} ×`;

/** A table of one size: ours, the peer's, and the ratio; beside `base`, how much more p99 of a query is than there. */
export function reportOf(size: number, ours?: Measured, peer?: Measured, base?: Measured): string {
  const lines: string[][] = [['', 'Broadsheet', 'FTS5', 'ratio', base ? 'of the first size' : '']];
  const add = (title: string, of: (measured: Measured) => number | undefined): void => {
    const [own, other] = [ours && of(ours), peer && of(peer)];
    const before = base && of(base);
    const growth = own !== undefined && before !== undefined ? `${(own / before).toFixed(1)} ×` : '';
    lines.push([title, ms(own), ms(other), share(own, other), growth]);
  };
  for (const kind of ROWS) {
    const asked = kind === 'short by words' ? 'short' : kind;
    for (const point of POINTS) {
      const peerTime = kind === 'short by words' ? peer?.queries[asked]?.[point] : undefined;
      add(`${kind}, ${point} ms`, measured =>
        measured === peer && peerTime !== undefined ? peerTime : measured.queries[kind]?.[point],
      );
    }
  }
  add('build, s', ({ build }) => build / 1000);
  add('open and first answer, ms', ({ opening }) => opening);
  add('file, MB', ({ bytes }) => bytes / 1e6);
  add('resident above bare, MB', ({ resident }) => resident);
  const table = lines.map(
    ([title = '', ...cells]) => title.padEnd(28) + cells.map(cell => cell.padStart(13)).join(''),
  );
  const hard =
    ours?.hard.map(
      ({ title, ms: took, outcome }) => `${title.padEnd(28)}${ms(took).padStart(13)} ms  ${outcome}`,
    ) ?? [];
  return [`\n${size} papers`, ...table, ...hard].join('\n');
}
