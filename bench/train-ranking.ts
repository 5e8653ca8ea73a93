import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fitRanking } from './ranking/fit-ranking.ts';
import { readHistory, recordOf } from './ranking/history.ts';

/** `npm run train:ranking`: learns config/ranking-weights.json from everything in ../shared/data. Takes some seconds. */
const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const history = readHistory(path('../../shared/data'));
const last = history.at(-1)?.day ?? '';
const nextDay = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10);
const { weights } = fitRanking(history, recordOf(history), nextDay);
const file = path('../config/ranking-weights.json');
const text = `${JSON.stringify(weights, null, 2)}\n`;
writeFileSync(file, text);
console.log(`${file}: ${history.length} papers up to ${last}, ${Math.round(text.length / 1024)} KB`);
