import { expect, it } from 'vitest';
import { nextLink } from '../../../src/adapters/feeds/next-link.ts';

const base = new URL('https://huggingface.co/api/daily_papers?date=2026-01-07');

it.each([
  [
    '<https://huggingface.co/api/daily_papers?p=1>; rel="next"',
    'https://huggingface.co/api/daily_papers?p=1',
  ],
  ['</api/daily_papers?p=2>;rel=next', 'https://huggingface.co/api/daily_papers?p=2'],
  [
    '<?p=0>; rel="prev", <?p=2>; title="a, b"; rel="last next"',
    'https://huggingface.co/api/daily_papers?p=2',
  ],
])('finds the next page in %s', (header, target) => {
  expect(nextLink(header, base)?.href).toBe(target);
});

it.each([[null], [''], ['<?p=0>; rel="prev"'], ['<http://[>; rel="next"'], ['<?p=1>; rel="nextish"']])(
  'finds none in %s',
  header => {
    expect(nextLink(header, base)).toBeUndefined();
  },
);
