import Keyv from 'keyv';
import { expect, it } from 'vitest';
import { createSources, type SourcesConfig } from '../../../src/adapters/feeds/create-sources.ts';
import { UsageError } from '../../../src/core/errors.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';
import { SkippingClock } from '../../fakes/skipping-clock.ts';

function create(config: Partial<SourcesConfig>) {
  return createSources(
    {
      names: ['huggingface'],
      huggingface: { endpoint: 'https://huggingface.co' },
      arxiv: { apiUrl: 'https://export.arxiv.org/api/query', rssUrl: 'https://rss.arxiv.org' },
      ...config,
    },
    {
      version: '1.2.3',
      clock: new SkippingClock('2026-01-07T12:00:00Z'),
      log: new RecordingLog(),
      random: () => 0.5,
      store: new Keyv(),
    },
  );
}

it('makes the sources of the configuration, each once', () => {
  const names = [
    'huggingface',
    'arxiv:cs.CL',
    'huggingface',
    'arxiv:cs',
    'arxiv:hep-th',
    'arxiv:cs.CV+eess.IV',
  ];
  expect(create({ names }).configured.map(({ name }) => name)).toEqual([
    'huggingface',
    'arxiv:cs.CL',
    'arxiv:cs',
    'arxiv:hep-th',
    'arxiv:cs.CV+eess.IV',
  ]);
});

it.each([
  [
    'huggingfase',
    /^huggingfase is no source \(did you mean huggingface\?\); there are huggingface and arxiv:/,
  ],
  ['arxiv:cs.cl', /^arxiv:cs\.cl: arXiv has no category cs\.cl \(did you mean cs\.CL\?\)$/],
  ['arxiv:cs.CL+cs.L', /^arxiv:cs\.CL\+cs\.L: arXiv has no category cs\.L \(did you mean cs\./],
  ['arxiv:', /arXiv has no category/],
  ['semanticscholar', /^semanticscholar is no source; there are/],
])('refuses the name %s with what was meant', (name, message) => {
  expect(() => create({}).named(name)).toThrow(UsageError);
  expect(() => create({}).named(name)).toThrow(message);
});

it('lists everything that is wrong at once, and shows no password', () => {
  let said = '';
  try {
    create({
      names: ['huggingfase', 'arxiv:cs.XX'],
      huggingface: { endpoint: 'https://me:hunter2@huggingface.co' },
      arxiv: { apiUrl: 'ftp://arxiv.org', rssUrl: 'rss.arxiv.org' },
    });
  } catch (error) {
    said = String(error);
  }
  expect(said.split('\n')).toHaveLength(5);
  expect(said).toContain('HF_ENDPOINT: must not hold a user or password');
  expect(said).not.toContain('hunter2');
});
