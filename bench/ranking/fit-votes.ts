import type { RankingWeights } from '../../src/core/ranking/ranking-model.ts';
import type { PastPaper } from './history.ts';
import { spearman } from './measures.ts';
import { average, deviation, grouped } from './statistics.ts';

const HOUR_MS = 3_600_000;
/** Votes seen before are a morning's, after an afternoon's; later than a day they tell of no open list. */
const MORNING_HOURS = 10;
const DAY_HOURS = 20;
/** Hours after which votes are as good as final. */
const FINAL_HOURS = 240;
/** Tried: what an ordinary paper is credited with in votes, and how that grows with its expected standing. */
const CREDITS = [1, 2, 3, 4, 5, 6, 8];
const SWINGS = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.4];
/** What is believed of them before any open day is seen, and how many days speak against it as loudly. */
const BELIEVED = { credit: 4, swing: 1 };
const BELIEF = 0.3;
/** A shorter list has no order worth learning from. */
const FEWEST = 5;

/** How many votes an expectation is worth: what would have ordered the open days best. */
export function fitVotes(papers: readonly PastPaper[], expected: readonly number[]): RankingWeights['votes'] {
  const rows = papers.flatMap(({ open, day, paper }, i) => {
    if (!open) return [];
    const hours = (open.at - Date.parse(`${open.paper.listedOn ?? day}T02:00:00Z`)) / HOUR_MS;
    const [votes, final] = [open.paper.upvotes ?? 0, paper.upvotes ?? 0];
    return hours < DAY_HOURS ? [{ day, hours, votes, final, expected: expected[i] ?? 0 }] : [];
  });
  const days = [...grouped(rows, row => row.day).values()].filter(day => day.length >= FEWEST);
  let best = { ...BELIEVED, quality: -1 };
  for (const credit of CREDITS)
    for (const swing of SWINGS) {
      const order = average(
        days.map(day =>
          spearman(
            day.map(row => row.votes + credit * Math.exp(swing * row.expected)),
            day.map(row => row.final),
          ),
        ),
      );
      const surprise = Math.log(credit / BELIEVED.credit) ** 2 + (swing - BELIEVED.swing) ** 2;
      const quality = order - (BELIEF * surprise) / days.length;
      if (quality > best.quality) best = { credit, swing, quality };
    }
  const final = papers.filter(({ votes }) => votes === 'final').slice(-2000);
  const finalVotes = final.map(({ paper }) => paper.upvotes ?? 0);
  const knot = (those: typeof rows): { hours: number; votes: number } => ({
    hours: rounded(average(those.map(row => row.hours))),
    votes: rounded(typicalVotes(those.map(row => row.votes))),
  });
  const [morning, afternoon] = [
    rows.filter(({ hours }) => hours < MORNING_HOURS),
    rows.filter(({ hours }) => hours >= MORNING_HOURS),
  ];
  return {
    credit: best.credit,
    swing: best.swing,
    weight: rounded(1 / deviation(finalVotes.map(votes => Math.log(votes + best.credit)))),
    usual: [
      { hours: 0, votes: 0 },
      ...[morning, afternoon].filter(those => those.length > 0).map(knot),
      { hours: FINAL_HOURS, votes: rounded(typicalVotes(finalVotes)) },
    ],
  };
}

const rounded = (value: number): number => Number(value.toPrecision(3));

/** Geometric mean of votes, counted from one more. */
const typicalVotes = (votes: readonly number[]): number => Math.expm1(average(votes.map(Math.log1p)));
