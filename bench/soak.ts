import { runSoak } from '../tests/soak/run-soak.ts';

/**
 * The bot for 30 simulated days at speed: 500 channels on both platforms, real papers, people who ask. Prints the process
 * at the end of every day and what came of all editions. `npm run soak [days] [channels]`; ends with 1 when anything leaks,
 * repeats or does not add up.
 */
const days = Number(process.argv[2] ?? 30);
const channels = Number(process.argv[3] ?? 500);
/** Later heap against earlier: what a garbage collector's mood may differ by. */
const FLAT = 1.1;

console.log(`${days} days, ${channels} channels\n`);
console.log('| day | seconds | heap MB | resident MB | handles | sleeping | messages |');
console.log('| ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
const report = await runSoak({ days, channels, seed: 2026 }, seen => {
  const cells = [
    seen.day,
    seen.seconds.toFixed(1),
    seen.heapMb.toFixed(1),
    seen.residentMb.toFixed(0),
    seen.handles,
    seen.sleeping,
    seen.posts,
  ];
  console.log(`| ${cells.join(' | ')} |`);
});

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const third = Math.max(1, Math.floor(report.days.length / 3));
const early = report.days.slice(third, 2 * third);
const late = report.days.slice(-third);
const heap = median(late.map(day => day.heapMb)) / median(early.map(day => day.heapMb));
const handles = median(late.map(day => day.handles)) - median(early.map(day => day.handles));
const states = Object.entries(report.editions)
  .map(([state, count]) => `${count} ${state}`)
  .join(', ');

console.log(`
editions      ${states}; by the schedules ${report.expectedEditions}
messages      ${report.posts} with ${report.papers} papers; ${report.commands} commands answered
repeated      ${report.repeated.length}
disagreeing   ${report.disagreements.length}
refused       ${report.refused.length}
heap          the last third of the days ${heap.toFixed(3)} × the middle one
handles       ${handles >= 0 ? '+' : ''}${handles} from the middle third to the last
troubles      ${JSON.stringify(report.troubles)}
SIGTERM       exit ${report.exitCode}`);
for (const list of [report.repeated, report.disagreements, report.refused])
  for (const what of list.slice(0, 10)) console.log(`  ${what}`);
const wrong = report.repeated.length + report.disagreements.length + report.refused.length;
process.exitCode = wrong === 0 && heap < FLAT && handles <= 2 && report.exitCode === 0 ? 0 : 1;
