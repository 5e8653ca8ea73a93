import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawTrends } from '../src/adapters/chart/draw-trends.ts';
import { systemClock } from '../src/adapters/scheduler/system-clock.ts';
import { openServices } from '../src/app/open-services.ts';
import { loadConfig } from '../src/config.ts';
import { parseQuery } from '../src/core/query/parse-query.ts';
import { RecordingLog } from '../tests/fakes/recording-log.ts';
import { runBroadsheet } from '../tests/fakes/run-broadsheet.ts';

/** Draws the trends of docs/images over the papers in the files or folders that are given. */
const PICTURES = [
  { file: 'trends-agents.png', topic: 'agents', weeks: 52 },
  { file: 'trends-mixture-of-experts.png', topic: 'mixture-of-experts', weeks: 52 },
];

const paths = process.argv.slice(2);
if (paths.length === 0) throw new Error('npm run pictures:trends -- PATH… of papers of two years or more');
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
try {
  const environment = { DATABASE_URL: `file:${join(folder, 'archive.db')}` };
  const { stdout } = await runBroadsheet(['import', ...paths], { environment });
  console.log(stdout.trim());
  const { services, close } = await openServices(loadConfig(environment), {
    clock: systemClock,
    log: new RecordingLog(),
  });
  for (const { file, topic: name, weeks } of PICTURES) {
    const query = parseQuery(`topic:${name}`, services);
    const topic = services.catalogue.find(name)?.label ?? name;
    const trends = await services.trendsDesk({ topic, query, weeks });
    writeFileSync(join('docs/images', file), await drawTrends(trends, 'png'));
  }
  await close();
} finally {
  rmSync(folder, { recursive: true });
}
