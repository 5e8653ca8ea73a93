import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analysis/analyze.ts';
import { LexemeTable } from '../../../src/core/search/making/lexeme-table.ts';
import { WordReader } from '../../../src/core/search/making/word-reader.ts';
import { JOINED, WHOLE } from '../../../src/core/search/token-stream.ts';
import { seededRandom } from '../../fakes/seeded-random.ts';

const PIECES = [
  ...[
    'a',
    'ab',
    'model',
    'Models',
    'LLM',
    'LLMs',
    'BERTScore',
    'BERTs',
    'ABCDef',
    'LoRA',
    'GPT4',
    'llama3',
    '7',
    '2024',
  ],
  ...[
    '1,000',
    '3.14',
    'U.S.A',
    'C',
    'x'.repeat(16),
    'y'.repeat(17),
    'z'.repeat(90),
    'naïve',
    'α',
    '漢字',
    '𝒳',
    'ﾞ',
    'é',
  ],
  ...[
    ' ',
    ' ',
    ' ',
    '\n',
    '-',
    '_',
    "'",
    '’',
    '.',
    ',',
    '@',
    '/',
    '+',
    '++',
    '#',
    ':',
    '(',
    ')',
    '\u00ad',
    '\u0000',
    '\u00a0',
  ],
];

function inventedText(random: () => number): string {
  const length = 1 + Math.floor(random() * 30);
  return Array.from({ length }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
}

/** Every word as its stem, a whole with `+` before it and further parts with `-`. */
function read(text: string): string[] {
  const lexemes = new LexemeTable();
  const reader = new WordReader(lexemes);
  reader.begin(0);
  reader.read(text, true);
  return Array.from(reader.tokens.subarray(0, reader.size), token => {
    const stem = lexemes.termKeys[lexemes.termOf[token >>> 2] ?? 0];
    const kind = token & 3;
    return `${kind === WHOLE ? '+' : kind === JOINED ? '-' : ''}${stem}`;
  });
}

function analysed(text: string): string[] {
  return analyze(text).map(({ kind, stem }, i, all) => {
    const isFurther = kind === 'part' && all[i - 1]?.kind === 'part';
    return `${kind === 'whole' ? '+' : isFurther ? '-' : ''}${stem}`;
  });
}

describe('reading words into numbers', () => {
  it('finds the words that analysis finds, however letters, signs and scripts follow each other', () => {
    const random = seededRandom(1);
    for (let i = 0; i < 5000; i++) {
      const text = inventedText(random);
      expect({ text, words: read(text) }).toEqual({ text, words: analysed(text) });
    }
  });
});
