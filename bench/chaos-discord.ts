import { type DiscordChaosPlan, runDiscordChaos } from '../tests/chaos/run-discord-chaos.ts';

/**
 * The promise under fire, through the real Discord adapter: processes killed again and again while the emulated Discord
 * drops sockets, loses answers, limits rates and breaks sessions. `npm run chaos:discord [kills] [seed]`; ends with 1
 * when the promise was broken.
 */
const kills = Number(process.argv[2] ?? 200);
const seed = Number(process.argv[3] ?? 2026);
const common = { channels: 48, days: 3, dayMs: Math.max(5_000, kills * 400) } as const;
const PLANS: readonly DiscordChaosPlan[] = [
  { ...common, engine: 'SQLite', processes: 1, kills: Math.round(kills * 0.2), postsPerKill: 6, seed },
  {
    ...common,
    engine: 'PostgreSQL',
    processes: 4,
    kills: Math.round(kills * 0.8),
    postsPerKill: 2,
    seed: seed + 1,
  },
];

let broken = 0;
for (const plan of PLANS) {
  const report = await runDiscordChaos(plan);
  const { repeated, lost, violations, crashes } = report;
  for (const [name, list] of Object.entries({ repeated, lost, violations, crashes })) {
    broken += list.length;
    for (const what of list.slice(0, 5)) console.log(`${name}: ${what}`);
  }
  console.log(
    [
      `${plan.engine} × ${plan.processes}: ${report.kills} kills (${report.idleKills} without progress) in ${Math.round(report.seconds)} s`,
      `${report.messages} messages (${report.inStorm} in the storm), ${report.due} papers due`,
      `${repeated.length} repeated, ${lost.length} lost, ${crashes.length} crashes`,
      `sessions: ${report.sessions.identified} identified, ${report.sessions.resumed} resumed`,
      `faults: ${Object.entries(report.faults)
        .map(([kind, count]) => `${kind} ${count}`)
        .join(', ')}`,
    ].join('; '),
  );
}
console.log(broken === 0 ? 'The promise was kept.' : `The promise was broken ${broken} times.`);
process.exitCode = broken === 0 ? 0 : 1;
