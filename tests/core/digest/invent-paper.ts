import type { Digest, DigestEntry } from '../../../src/core/digest/digest.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';

/** A paper with only what a test is about. */
export const inventPaper = (number: number, known: Partial<Paper> = {}): Paper => ({
  id: `arxiv:2601.9${String(number).padStart(4, '0')}`,
  title: `Paper ${number}`,
  abstract: '',
  authors: [],
  listedOn: '2026-01-07',
  sightings: [],
  ...known,
});

export const inventEntry = (paper: Paper, known: Partial<DigestEntry> = {}): DigestEntry => ({
  paper,
  score: 1,
  reasons: [],
  folded: [],
  ...known,
});

export const inventDigest = (known: Partial<Digest> = {}): Digest => ({
  period: { kind: 'day', day: '2026-01-07' },
  entries: [],
  considered: known.entries?.length ?? 0,
  leftOut: [],
  missingSources: [],
  ...known,
});
