import fc from 'fast-check';
import type { Paper } from '../../../src/core/papers/paper.ts';

/** A paper of our own; everything that is not given is plain. */
export function paper(id: string, title: string, more: Partial<Paper> = {}): Paper {
  return {
    id: `arxiv:${id}`,
    title,
    abstract: '',
    authors: [],
    sightings: [{ source: 'huggingface' }],
    ...more,
  };
}

/** A small archive on invented subjects by invented people. */
export const library: readonly Paper[] = [
  paper('2601.00001', 'Tidal Routing for Sparse Mixture of Experts', {
    abstract:
      'We route tokens to experts by tides. A mixture of experts (MoE) with tidal routing trains faster.',
    authors: ['Ada Byronova', 'Milo Han'],
    organization: { slug: 'tidal-lab', name: 'Tidal Research' },
    categories: ['cs.LG'],
    keywords: ['expert routing'],
    listedOn: '2026-01-05',
    upvotes: 12,
    codeUrl: 'https://example.org/tides',
  }),
  paper('2601.00002', 'Quantizing Lagoon Models to 1.58-bit', {
    abstract:
      'Quantization of lagoon language models to 1.58-bit weights. We compare with GPT-4o and FlashAttention.',
    authors: ['Jörg Müllner'],
    categories: ['cs.CL', 'cs.LG'],
    listedOn: '2026-01-06',
    upvotes: 40,
  }),
  paper('2601.00003', 'Reef: Speculative Decoding with Coral Drafts', {
    abstract: 'Speculative decoding drafts tokens with a small model. Coral drafts are accepted more often.',
    authors: ['Ada Byronova'],
    categories: ['cs.CL'],
    listedOn: '2026-01-07',
    upvotes: 3,
    comments: 2,
  }),
  paper('2601.00004', 'A Survey of Pre-training on Seaweed Corpora', {
    abstract: 'Pretraining data matters. We survey seaweed corpora and speculate about decoding them.',
    authors: ['Lin Quay', 'Milo Han'],
    listedOn: '2026-01-07',
    upvotes: 90,
  }),
  paper('2601.00005', 'Sparse Attention Is a Kind of Kelp', {
    abstract: 'Attention over kelp is sparse. The mixture is expert made.',
    authors: ['Tove Strand'],
    organization: { slug: 'kelp-institute', name: 'Kelp Institute' },
    listedOn: '2025-12-30',
  }),
];

/** Of each revision another archive, so that no index of one fits another. */
export const libraryOf = (revision: number): readonly Paper[] =>
  Array.from({ length: 40 + revision }, (_, i) =>
    paper(`2601.${String(i).padStart(5, '0')}`, `Kelp ${i} of Tide${revision}`, {
      abstract: library[i % library.length]?.abstract ?? '',
      upvotes: revision,
    }),
  );

const WORDS = [
  'moe',
  'MoE',
  'agent',
  'agents',
  'autonomous',
  'GPT-4o',
  'GPT4o',
  '1.58-bit',
  'C++',
  'Müller',
  'muller',
  'text-to-image',
  'text',
  'to',
  'image',
  'images',
  'the',
  'quantization',
  'quantisation',
  'low-bit',
  'PTQ',
  'chemical',
  'expert',
  'experts',
  'mixture',
  'of',
  'router',
  '推理',
  'robots',
  '2:4',
  'R&D',
  "don't",
];

const words = (most: number): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(' ', ' ', ' ', ', ', '. ', '-')), {
      minLength: 1,
      maxLength: most,
    })
    .map(parts => parts.flat().join('').trim());

/** A few papers made of the words that arbitrary queries are made of. */
export const wordyPapers: fc.Arbitrary<Paper[]> = fc
  .array(
    fc.record(
      {
        title: words(5),
        abstract: words(25),
        authors: fc.array(words(3), { maxLength: 2 }),
        organization: fc.record({ slug: words(1), name: words(2) }),
        categories: fc.array(fc.constantFrom('cs.CL', 'cs.RO', 'moe', 'math.GT'), {
          minLength: 1,
          maxLength: 2,
        }),
        keywords: fc.array(words(3), { minLength: 1, maxLength: 3 }),
        listedOn: fc.constantFrom('2026-01-01', '2024-02-29', '1999-12-31', '2026-01-08'),
        upvotes: fc.nat(50),
        comments: fc.nat(5),
        codeStars: fc.nat(500),
        codeUrl: fc.constant('https://example.org/code'),
        summary: fc.constant('In short.'),
      },
      { requiredKeys: ['title', 'abstract', 'authors'] },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map(rows =>
    rows.map((row, i) => ({
      id: `arxiv:2601.${String(i).padStart(5, '0')}`,
      sightings: [{ source: i % 2 === 0 ? 'huggingface' : 'arxiv:cs.CL' }],
      ...row,
    })),
  );
