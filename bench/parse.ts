import { existsSync, readFileSync } from 'node:fs';
import { parsePapers } from '../src/core/sources/parse-papers.ts';

/**
 * What it costs to make papers of a day's answer of the Hugging Face API (recognising the format, validating each item,
 * cleaning every text) beside `JSON.parse` of the same bytes, measured by turns in one run: from the bytes as they are
 * received, and from the text where somebody else has decoded them. At most 3 is the aim.
 */
const TURNS = 30;
const BATCH = 20;
const folder = '../shared/data/hf/daily';

function inventedDay(): unknown[] {
  const abstract =
    "We count sheep with a model that is 8times faster than ``shepherds'' at 1.40\\% of the cost.\n";
  return Array.from({ length: 50 }, (_, n) => ({
    paper: {
      id: `2601.${String(n).padStart(5, '0')}`,
      authors: Array.from({ length: 9 }, (_, i) => ({
        _id: `66540321d200a2ecdf78${i}`,
        name: `Ada Fielding ${i}`,
        hidden: false,
      })),
      publishedAt: '2026-01-05T18:00:00.000Z',
      submittedOnDailyAt: '2026-01-07T00:41:12.000Z',
      title: `Sheep of herd ${n}: Counting\n  at Scale`,
      summary: abstract.repeat(15),
      upvotes: n,
      ai_summary: 'A transformer counts sheep quickly and well.',
      ai_keywords: ['sheep', 'transformers', 'counting'],
      githubRepo: 'https://github.com/example/sheep',
      githubStars: 12,
    },
    publishedAt: '2026-01-05T13:00:00.000Z',
    title: `Sheep of herd ${n}`,
    summary: abstract.repeat(15),
    thumbnail: 'https://thumbnails.example.org/1.png',
    numComments: 3,
    isAuthorParticipating: false,
  }));
}

/** Days of 50 papers: one answer that holds as many, and the newest shape of the API filled up to as many. */
function days(): Record<string, string> {
  if (!existsSync(folder)) return { invented: JSON.stringify(inventedDay()) };
  const read = (name: string): unknown[] => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));
  return {
    '2025-09-30, as recorded': readFileSync(`${folder}/2025-09-30.json`, 'utf8'),
    '2025-09-30, as the API sends it': JSON.stringify(read('2025-09-30')),
    '2026, as the API sends it': JSON.stringify([...read('2026-05-14'), ...read('2026-03-12')].slice(0, 50)),
  };
}

/** Processor time of a batch, garbage collection included: wall-clock time would also measure the neighbours' work. */
function cost(work: () => unknown): number {
  const start = process.cpuUsage();
  for (let i = 0; i < BATCH; i++) work();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

const decoder = new TextDecoder();

function ratio(work: () => unknown, peer: () => unknown): string {
  const ratios: number[] = [];
  for (let turn = -TURNS; turn < TURNS; turn++) {
    const [theirs, ours] = [cost(peer), cost(work)];
    if (turn >= 0) ratios.push(ours / theirs);
  }
  return `${median(ratios).toFixed(1)} ×`;
}

for (const [name, text] of Object.entries(days())) {
  const bytes = new TextEncoder().encode(text);
  const fromBytes = ratio(
    () => parsePapers(decoder.decode(bytes), {}),
    () => JSON.parse(decoder.decode(bytes)),
  );
  const fromText = ratio(
    () => parsePapers(text, {}),
    () => JSON.parse(text),
  );
  const { papers } = parsePapers(text, {});
  console.log(
    `${name}: ${papers.length} papers, ${Math.round(bytes.length / 1000)} kB: ${fromBytes} JSON.parse from bytes, ${fromText} from text`,
  );
}
