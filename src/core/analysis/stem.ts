/** Words whose stem the rules would get wrong, from the definition of the algorithm plus words of our own field. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['skis', 'ski'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['idly', 'idl'],
  ['gently', 'gentl'],
  ['ugly', 'ugli'],
  ['early', 'earli'],
  ['only', 'onli'],
  ['singly', 'singl'],
  ['sky', 'sky'],
  ['news', 'news'],
  ['atlas', 'atlas'],
  ['cosmos', 'cosmos'],
  ['bias', 'bias'],
  ['biases', 'bias'],
  ['biased', 'bias'],
  ['lens', 'lens'],
  ['lenses', 'lens'],
  ['matrices', 'matrix'],
  ['vertices', 'vertex'],
  ['indices', 'index'],
  ['axes', 'axis'],
  ['analyses', 'analysi'],
  ['hypotheses', 'hypothesi'],
  ['corpora', 'corpus'],
  ['data', 'data'],
  ['datum', 'data'],
  ['children', 'child'],
]);

/** Left as they are once the plural is gone. */
const FINISHED = new Set([
  'inning',
  'outing',
  'canning',
  'herring',
  'earring',
  'proceed',
  'exceed',
  'succeed',
]);

const DOUBLES = new Set(['bb', 'dd', 'ff', 'gg', 'mm', 'nn', 'pp', 'rr', 'tt']);
const LI_ENDINGS = 'cdeghkmnrt';

const isVowel = (letter: string | undefined): boolean =>
  letter === 'a' || letter === 'e' || letter === 'i' || letter === 'o' || letter === 'u' || letter === 'y';

/** Endings by their last letter, so that a word is held against few of them; in order among themselves. */
const byLast = (
  endings: readonly (readonly [string, string])[],
): ReadonlyMap<string, readonly (readonly [string, string])[]> => {
  const groups = new Map<string, (readonly [string, string])[]>();
  for (const pair of endings) {
    const last = pair[0].slice(-1);
    groups.set(last, [...(groups.get(last) ?? []), pair]);
  }
  return groups;
};

const STEP_2 = byLast([
  ['ational', 'ate'],
  ['ization', 'ize'],
  ['isation', 'ize'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['iveness', 'ive'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['lessli', 'less'],
  ['entli', 'ent'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['ousli', 'ous'],
  ['iviti', 'ive'],
  ['fulli', 'ful'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['abli', 'able'],
  ['izer', 'ize'],
  ['iser', 'ize'],
  ['ator', 'ate'],
  ['alli', 'al'],
  ['bli', 'ble'],
]);

const NONE: readonly (readonly [string, string])[] = [];

const STEP_3 = byLast([
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['alize', 'al'],
  ['icate', 'ic'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
]);

const STEP_4 = byLast([
  ['ement', ''],
  ['ance', ''],
  ['ence', ''],
  ['able', ''],
  ['ible', ''],
  ['ment', ''],
  ['ant', ''],
  ['ent', ''],
  ['ism', ''],
  ['ate', ''],
  ['iti', ''],
  ['ous', ''],
  ['ive', ''],
  ['ize', ''],
  ['ise', ''],
  ['al', ''],
  ['er', ''],
  ['ic', ''],
]);

/**
 * The stem of a folded English word, after the Snowball English algorithm
 * (https://snowballstem.org/algorithms/english/stemmer.html) with British `-isation` folded into `-ization` and a few
 * plurals of our field. A word with anything but `a`–`z` and apostrophes, or of one or two letters, is its own stem.
 */
export function stem(word: string): string {
  if (!/^[a-z']{3,}$/.test(word)) return word;
  const known = EXCEPTIONS.get(word);
  if (known !== undefined) return known;
  let w = word.includes("'") ? possessive(word.replace(/^'/, '')) : word;
  if (w.includes('y')) w = w.replace(/^y|(?<=[aeiouy])y/g, 'Y');
  const r1 = regionOne(w);
  const r2 = regionAfter(w, r1);
  w = stepPlural(w);
  if (FINISHED.has(w)) return w;
  w = stepPast(w, r1);
  if (w.length > 2 && (w.endsWith('y') || w.endsWith('Y')) && !isVowel(w.at(-2))) w = `${w.slice(0, -1)}i`;
  w = stepTwo(w, r1);
  w = stepThree(w, r1, r2);
  w = stepFour(w, r2);
  w = stepFive(w, r1, r2);
  return w.includes('Y') || w.includes("'") ? w.replaceAll('Y', 'y').replaceAll("'", '') : w;
}

const possessive = (w: string): string => w.replace(/('s'|'s|')$/, '');

/** Index where the region after the first consonant that follows a vowel begins. */
function regionAfter(w: string, from: number): number {
  for (let i = from + 1; i < w.length; i++) if (!isVowel(w[i]) && isVowel(w[i - 1])) return i + 1;
  return w.length;
}

function regionOne(w: string): number {
  const early = /^(gener|commun|arsen|past|univers|later|emerg|organ)/.exec(w);
  return early ? early[0].length : regionAfter(w, 0);
}

/** Four letters without a vowel are an acronym: `LLMs` is the plural of `LLM`, though `gps` is none. */
function stepPlural(w: string): string {
  if (w.endsWith('sses')) return w.slice(0, -2);
  if (w.endsWith('ied') || w.endsWith('ies')) return w.slice(0, w.length > 4 ? -2 : -1);
  if (w.endsWith('us') || w.endsWith('ss') || !w.endsWith('s')) return w;
  return /[aeiouy]/.test(w.slice(0, -2)) || /^[^aeiouy']{4,}$/.test(w) ? w.slice(0, -1) : w;
}

function stepPast(w: string, r1: number): string {
  if (!w.endsWith('d') && !w.endsWith('g') && !w.endsWith('y')) return w;
  const eed = /(eedly|eed)$/.exec(w);
  if (eed) return eed.index >= r1 ? `${w.slice(0, eed.index)}ee` : w;
  const ending = /(ingly|edly|ing|ed)$/.exec(w);
  if (!ending) return w;
  const root = w.slice(0, ending.index);
  if (!/[aeiouy]/.test(root)) return w;
  if (/(at|bl|iz)$/.test(root)) return `${root}e`;
  if (DOUBLES.has(root.slice(-2))) return root.length > 3 || !/^[aeo]/.test(root) ? root.slice(0, -1) : root;
  return root.length <= r1 && endsShort(root) ? `${root}e` : root;
}

/** A short syllable ends the word: consonant, vowel, consonant other than w, x, Y; or vowel and consonant at the start. */
function endsShort(w: string): boolean {
  const [a, b, c] = [w.at(-3), w.at(-2), w.at(-1)];
  if (w.length === 2) return isVowel(b) && !isVowel(c);
  return w.length > 2 && !isVowel(a) && isVowel(b) && !isVowel(c) && !'wxY'.includes(c ?? '');
}

function stepTwo(w: string, r1: number): string {
  for (const [ending, replacement] of STEP_2.get(w.slice(-1)) ?? NONE)
    if (w.endsWith(ending))
      return w.length - ending.length >= r1 ? w.slice(0, -ending.length) + replacement : w;
  if (w.endsWith('ogi')) return w.length - 3 >= r1 && w.at(-4) === 'l' ? w.slice(0, -1) : w;
  if (w.endsWith('li'))
    return w.length - 2 >= r1 && LI_ENDINGS.includes(w.at(-3) ?? '?') ? w.slice(0, -2) : w;
  return w;
}

function stepThree(w: string, r1: number, r2: number): string {
  for (const [ending, replacement] of STEP_3.get(w.slice(-1)) ?? NONE)
    if (w.endsWith(ending))
      return w.length - ending.length >= r1 ? w.slice(0, -ending.length) + replacement : w;
  return w.endsWith('ative') && w.length - 5 >= r2 ? w.slice(0, -5) : w;
}

function stepFour(w: string, r2: number): string {
  for (const [ending] of STEP_4.get(w.slice(-1)) ?? NONE)
    if (w.endsWith(ending)) return w.length - ending.length >= r2 ? w.slice(0, -ending.length) : w;
  return /[st]ion$/.test(w) && w.length - 3 >= r2 ? w.slice(0, -3) : w;
}

function stepFive(w: string, r1: number, r2: number): string {
  const last = w.length - 1;
  if (w.endsWith('e')) {
    if (last >= r2 || (last >= r1 && !endsShort(w.slice(0, -1)))) return w.slice(0, -1);
    return w;
  }
  return w.endsWith('ll') && last >= r2 ? w.slice(0, -1) : w;
}
