import { runSlackChaos, type SlackChaosPlan } from '../tests/chaos/run-slack-chaos.ts';

/**
 * The promise under fire through the real Slack adapter: processes of the bot that are killed again and again, on a
 * loopback Slack that loses answers, fails and drops its connections. `npm run chaos:slack [seed]`; ends with 1 when it
 * was broken.
 */
const seed = Number(process.argv[2] ?? 2026);
const PLANS: readonly SlackChaosPlan[] = [
  { engine: 'SQLite', processes: 2, channels: 40, days: 5, dayMs: 40_000, kills: 80, postsPerKill: 3, seed },
  {
    engine: 'PostgreSQL',
    processes: 4,
    channels: 60,
    days: 5,
    dayMs: 45_000,
    kills: 130,
    postsPerKill: 3,
    seed: seed + 1,
  },
];

let broken = 0;
console.log(
  '| | kills | s | papers due | posts | faults | drops | repeated | lost | untrue | refused | crashes |',
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const plan of PLANS) {
  const report = await runSlackChaos(plan);
  const lists = [report.repeated, report.lost, report.untrue, report.refused, report.crashes];
  broken += lists.reduce((sum, list) => sum + list.length, 0);
  const faults = Object.values(report.faults).reduce((sum, count) => sum + count, 0);
  const cells = [
    `${plan.engine} × ${plan.processes}`,
    `${report.kills} of ${plan.kills}`,
    report.seconds,
    report.due,
    report.posts,
    faults,
    report.drops,
  ];
  console.log(`| ${[...cells, ...lists.map(list => list.length)].join(' | ')} |`);
  for (const what of lists.flatMap(list => list.slice(0, 3))) console.log(what);
}
console.log(broken === 0 ? '\nThe promise was kept.' : `\nThe promise was broken ${broken} times.`);
process.exitCode = broken === 0 ? 0 : 1;
