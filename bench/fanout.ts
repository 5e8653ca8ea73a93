import { type BurstReport, runBurst } from '../tests/chaos/run-burst.ts';

/**
 * One edition of every channel at the same moment: how near delivery comes to what the platform allows, what memory it
 * takes, what channels that hang cost, and what more processes bring. `npm run bench:fanout`: about ten minutes.
 */
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const rounded = (value: number): string => value.toFixed(1);

function show(name: string, report: BurstReport): void {
  const memory = report.residentMb.map(mb => Math.round(mb)).join(' → ');
  console.log(
    `| ${name} | ${report.posts} | ${rounded(report.seconds)} | ${percent(report.share)} | ${report.rateLimited} | ${report.repeated} | ${report.missing} | ${memory} |`,
  );
}

console.log('A platform that allows 50 posts a second and answers in 20 to 120 ms; one process:\n');
console.log(
  '| | posts | seconds | of the allowed rate | told to wait | repeated | missing | resident MB at 10, 50, 100 % |',
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
const fan = { postsPerSecond: 50, latencyMs: [20, 120], processes: 1, concurrency: 32 } as const;
show(
  'one after another, 500 channels',
  await runBurst({ ...fan, engine: 'SQLite', channels: 500, hanging: 0, concurrency: 1 }),
);
show('SQLite, 10,000 channels', await runBurst({ ...fan, engine: 'SQLite', channels: 10_000, hanging: 0 }));
show(
  'SQLite, 2,000 channels, 10 of them hang',
  await runBurst({ ...fan, engine: 'SQLite', channels: 2_000, hanging: 10 }),
);
show(
  'PostgreSQL, 2,000 channels, the server away for 20 s in the middle',
  await runBurst({ ...fan, engine: 'PostgreSQL', channels: 2_000, hanging: 0, outageMs: 20_000 }),
);
show(
  'PostgreSQL, 2,000 channels',
  await runBurst({ ...fan, engine: 'PostgreSQL', channels: 2_000, hanging: 0 }),
);

console.log(
  '\nPostgreSQL, 400 channels, two editions at a time in a process, answers in 150 to 250 ms, 60 posts a second:\n',
);
console.log('| processes | seconds | of one process | of the allowed rate | repeated |');
console.log('| ---: | ---: | ---: | ---: | ---: |');
let alone: number | undefined;
for (const processes of [1, 2, 4, 8]) {
  const report = await runBurst({
    engine: 'PostgreSQL',
    processes,
    channels: 400,
    hanging: 0,
    postsPerSecond: 60,
    latencyMs: [150, 250],
    concurrency: 2,
  });
  alone ??= report.seconds;
  console.log(
    `| ${processes} | ${rounded(report.seconds)} | ${(report.seconds / alone).toFixed(2)} | ${percent(report.share)} | ${report.repeated} |`,
  );
}
