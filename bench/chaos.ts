import { type ChaosPlan, type ChaosReport, runChaos } from '../tests/chaos/run-chaos.ts';

/**
 * The promise under fire: real processes of the bot, killed again and again, on a platform with rate limits, latencies,
 * 5xx, lost answers, storms, hanging and vanishing channels. `npm run chaos [seed]`; ends with 1 when it was broken.
 */
const seed = Number(process.argv[2] ?? 2026);
const common = { channels: 200, days: 4, dayMs: 30_000 } as const;
const PLANS: readonly ChaosPlan[] = [
  { ...common, engine: 'SQLite', processes: 1, kills: 60, seed },
  { ...common, engine: 'PostgreSQL', processes: 1, kills: 60, seed: seed + 1 },
  { ...common, engine: 'PostgreSQL', processes: 2, kills: 60, seed: seed + 2 },
  { ...common, engine: 'PostgreSQL', processes: 4, kills: 65, seed: seed + 3 },
  { ...common, engine: 'PostgreSQL', processes: 8, kills: 70, seed: seed + 4 },
];

const COLUMNS: readonly [title: string, of: (report: ChaosReport) => number][] = [
  ['kills', report => report.kills],
  ['seconds', report => Math.round(report.seconds)],
  ['editions', report => Object.values(report.editions).reduce((sum, count) => sum + count, 0)],
  ['sent', report => report.editions.sent],
  ['missed', report => report.editions.missed],
  ['posts', report => report.platform.posted],
  ['429', report => report.platform.rateLimited],
  ['failed', report => report.platform.failed],
  ['lost answers', report => report.platform.lostAnswers],
  ['lookups', report => report.platform.lookups],
  ['papers due', report => report.due],
  ['repeated', report => report.repeated.length],
  ['lost', report => report.lost.length],
  ['untrue', report => report.untrue.length],
  ['paused', report => report.paused],
  ['wrongly', report => report.wronglyPaused.length],
  ['untold', report => report.untold.length],
  ['crashes', report => report.crashes.length],
];
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

console.log(
  `seed ${seed}, ${common.channels} channels, ${common.days} days of papers, a day in ${common.dayMs / 1000} s`,
);
const reports: { readonly plan: ChaosPlan; readonly report: ChaosReport }[] = [];
for (const plan of PLANS) {
  const report = await runChaos(plan);
  reports.push({ plan, report });
  const { repeated, lost, untrue, wronglyPaused, untold, crashes } = report;
  for (const [name, list] of Object.entries({ repeated, lost, untrue, wronglyPaused, untold, crashes }))
    for (const what of list.slice(0, 5)) console.log(`${plan.engine} × ${plan.processes}: ${name}: ${what}`);
  console.log(`${plan.engine} × ${plan.processes}: ${report.kills} kills in ${Math.round(report.seconds)} s`);
}

console.log(
  `\n${row(['', ...COLUMNS.map(([title]) => title)])}\n${row(['---', ...COLUMNS.map(() => '---:')])}`,
);
for (const { plan, report } of reports)
  console.log(row([`${plan.engine} × ${plan.processes}`, ...COLUMNS.map(([, of]) => of(report))]));
const total = (of: (report: ChaosReport) => number): number =>
  reports.reduce((sum, { report }) => sum + of(report), 0);
console.log(row(['all', ...COLUMNS.map(([, of]) => total(of))]));

const broken = total(report =>
  [report.repeated, report.lost, report.untrue, report.wronglyPaused, report.untold, report.crashes].reduce(
    (sum, list) => sum + list.length,
    0,
  ),
);
console.log(broken === 0 ? '\nThe promise was kept.' : `\nThe promise was broken ${broken} times.`);
process.exitCode = broken === 0 ? 0 : 1;
