import { readdirSync, readFileSync } from 'node:fs';
import { analyze } from '../src/core/analysis/analyze.ts';
import { STOP_WORDS } from '../src/core/analysis/stop-words.ts';
import { gistOf } from '../src/core/digest/gist.ts';
import { sentencesOf } from '../src/core/digest/sentences.ts';

/**
 * How near the chosen sentence of an abstract comes to the one-sentence summary that Hugging Face gives the paper:
 * the mean of the F1 of stems and of stem pairs, beside the rules one would think of first and the best sentence there is.
 */
const folder = '../shared/data/archive';
const PROPOSES = /\b(?:we|this paper|this work)\b.*\b(?:propose|present|introduce)/i;

const stems = (text: string): string[] =>
  analyze(text)
    .filter(token => token.kind !== 'part' && !STOP_WORDS.has(token.form))
    .map(token => token.stem);
const pairs = (words: readonly string[]): string[] =>
  words.slice(1).map((word, at) => `${words[at]} ${word}`);

function f1(wanted: readonly string[], given: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of wanted) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of given) {
    const count = left.get(word) ?? 0;
    if (count > 0) shared += 1;
    left.set(word, count - 1);
  }
  return shared === 0 ? 0 : (2 * shared) / (wanted.length + given.length);
}
const nearness = (wanted: string, given: string): number => {
  const [a, b] = [stems(wanted), stems(given)];
  return (f1(a, b) + f1(pairs(a), pairs(b))) / 2;
};

const sums = { first: 0, last: 0, proposes: 0, chosen: 0, best: 0 };
let papers = 0;
let hits = 0;
for (const file of readdirSync(folder).filter(name => name.endsWith('.ndjson'))) {
  for (const line of readFileSync(`${folder}/${file}`, 'utf8').split('\n').filter(Boolean)) {
    const item: { title: string; summary: string; ai_summary: string | null } = JSON.parse(line);
    const abstract = item.summary.replace(/\s+/g, ' ');
    const sentences = sentencesOf(abstract);
    if (!item.ai_summary || sentences.length < 2) continue;
    const wanted = item.ai_summary;
    const title = item.title.replace(/\s+/g, ' ');
    const chosen = gistOf({ id: 'corpus:x', title, abstract, authors: [], sightings: [] }) ?? '';
    const scores = sentences.map(sentence => nearness(wanted, sentence));
    const at = sentences.findIndex(sentence => PROPOSES.test(sentence));
    const best = Math.max(...scores);
    const got = nearness(wanted, chosen);
    papers += 1;
    hits += got === best ? 1 : 0;
    sums.first += scores[0] ?? 0;
    sums.last += scores.at(-1) ?? 0;
    sums.proposes += scores[Math.max(0, at)] ?? 0;
    sums.chosen += got;
    sums.best += best;
  }
}

console.log(`${papers} papers with a summary of their own; nearness of one sentence of the abstract to it`);
for (const [name, sum] of Object.entries(sums))
  console.log(
    `${name.padEnd(9)} ${(sum / papers).toFixed(4)}  ${(sum / sums.best).toFixed(2)} of the best there is`,
  );
console.log(`the chosen sentence is the best there is in ${((100 * hits) / papers).toFixed(0)} % of papers`);
