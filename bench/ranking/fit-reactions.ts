import { fitColumns } from './fit-features.ts';
import type { Unexplained } from './fit-ranking.ts';
import type { OpenPaper } from './history.ts';
import { average, grouped } from './statistics.ts';

/** What people do besides voting while a day is open: authors who claim the paper, and comments. */
const reactionsTo = ({ paper, claimed }: OpenPaper): readonly number[] => [
  Math.log1p(claimed),
  Math.log1p(paper.comments ?? 0),
];

/**
 * Learns what reactions tell of what nothing else has told, against the papers of the same day; gives what they move a
 * paper. Ranking does without them: where they are known votes are, and beside votes they add nothing.
 */
export function fitReactions(unexplained: readonly Unexplained[]): (paper: OpenPaper) => number {
  const open = unexplained.flatMap(({ past, value, weight }) =>
    past.open
      ? [{ day: past.open.paper.listedOn ?? past.day, row: [...reactionsTo(past.open), value], weight }]
      : [],
  );
  const centred = [...grouped(open, ({ day }) => day).values()].flatMap(day => {
    const usual = (day[0]?.row ?? []).map((_, j) => average(day.map(({ row }) => row[j] ?? 0)));
    return day.map(({ row, weight }) => ({ row: row.map((value, j) => value - (usual[j] ?? 0)), weight }));
  });
  const column = (j: number): number[] => centred.map(({ row }) => row.at(j) ?? 0);
  const fitted = fitColumns(
    [column(0), column(1)],
    column(-1),
    centred.map(({ weight }) => weight),
  );
  return paper => reactionsTo(paper).reduce((sum, value, j) => sum + value * (fitted[j]?.weight ?? 0), 0);
}
