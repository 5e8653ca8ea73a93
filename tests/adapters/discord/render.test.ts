import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommandId } from '../../../src/adapters/discord/command-id.ts';
import {
  type DiscordPayload,
  discordPayloads,
  renderAnswer,
  renderDiscord,
} from '../../../src/adapters/discord/render.ts';
import { digestDocument } from '../../../src/core/digest/digest-document.ts';
import type { Document } from '../../../src/core/document/document.ts';
import { DIGEST_STYLES } from '../../../src/core/platform.ts';
import { inventDigest, inventEntry, inventPaper } from '../../core/digest/invent-paper.ts';
import { anyDocument } from '../../core/document/generate-document.ts';
import { checkLimits, checkSchema, nodesOf } from '../../emulators/discord/check-body.ts';
import { bare, judgeDigest } from './judge-digest.ts';
import { nastyDigest } from './nasty-papers.ts';

const RUNS = 50;

const payloadsOf = (document: Document): DiscordPayload[] =>
  renderDiscord(document).map(message => message.payload as DiscordPayload);
const textsOf = (body: unknown): string[] => nodesOf(body).flatMap(one => one.content ?? []);
const complaints = (body: unknown): string[] => [
  ...checkSchema('MessageCreateRequest', body),
  ...checkLimits(body),
];

describe('a digest for Discord', () => {
  it.each(DIGEST_STYLES)(
    'in %s style is valid, forbids every mention, says every title and leads where it should',
    style => {
      fc.assert(
        fc.property(nastyDigest(8), digest => {
          expect(judgeDigest(digest, style).faults).toEqual([]);
        }),
        { numRuns: RUNS, seed: 11 },
      );
    },
  );

  it('gives every button the whole command it stands for', () => {
    fc.assert(
      fc.property(nastyDigest(5), digest => {
        const lines = payloadsOf(digestDocument(digest, 'full')).flatMap(({ body, lines = {} }) =>
          nodesOf(body).flatMap(({ custom_id }) => {
            const read = readCommandId(custom_id ?? '');
            return read ? ['line' in read ? read.line : lines[read.hash]] : [];
          }),
        );
        const wanted = digest.entries.flatMap(({ paper: { id } }) => [
          `show ${id}`,
          `save ${id}`,
          `vote up ${id}`,
          `vote down ${id}`,
          `similar ${id}`,
        ]);
        expect(lines).toEqual(wanted);
      }),
      { numRuns: 30, seed: 12 },
    );
  });

  it('puts eight papers in two messages when each says all, and in one when each is a line', () => {
    const entries = Array.from({ length: 8 }, (_, at) =>
      inventEntry(
        inventPaper(at, {
          authors: ['Ada Quill', 'Tunde Bakare'],
          upvotes: 30,
          thumbnailUrl: 'https://example.org/a.png',
        }),
        { gist: 'A sentence that says what is new.' },
      ),
    );
    const count = (style: 'full' | 'compact'): number =>
      discordPayloads(digestDocument(inventDigest({ entries }), style)).length;
    expect(count('compact')).toBe(1);
    expect(count('full')).toBeLessThanOrEqual(3);
  });

  it('puts the papers of a thread under the post', () => {
    const entries = [1, 2, 3].map(at => inventEntry(inventPaper(at)));
    const messages = renderDiscord(digestDocument(inventDigest({ entries }), 'thread'));
    expect(messages.map(message => message.under)).toEqual([undefined, 0, 0, 0]);
    expect(messages.map(message => message.paperIds.length)).toEqual([0, 1, 1, 1]);
  });
});

describe('any document for Discord', () => {
  it('is inside every limit, whatever it holds', () => {
    fc.assert(
      fc.property(anyDocument, document => {
        const bodies = renderAnswer(document, { modeOf: () => 'turn' }).map(one => one.body);
        expect(bodies.flatMap(complaints)).toEqual([]);
      }),
      { numRuns: RUNS, seed: 13 },
    );
  });

  it('keeps to the bytes that Discord takes when every character has three', () => {
    const abstract = '大規模言語モデルの推論を高速化する新しい手法を提案する。'.repeat(160);
    const bodies = discordPayloads({
      summary: 'CJK',
      blocks: [{ kind: 'paragraph', line: [{ kind: 'text', text: abstract }] }],
    });
    expect(bodies.flatMap(complaints)).toEqual([]);
    expect(bare(bodies.flatMap(textsOf).join(''))).toBe(abstract);
  });

  it('says its summary when it has nothing else to say', () => {
    const [body] = discordPayloads({ summary: 'Done.', blocks: [] });
    expect(textsOf(body)).toEqual(['Done.']);
  });

  it('shows files where it says so', () => {
    const bytes = new TextEncoder().encode('@misc{}');
    const [payload] = renderAnswer(
      { summary: 'list', blocks: [] },
      { files: [{ name: 'my papers.bib', mediaType: 'text/plain', bytes }] },
    );
    expect(payload?.files).toEqual([
      { name: 'my_papers.bib', mediaType: 'text/plain', base64: Buffer.from(bytes).toString('base64') },
    ]);
    expect(JSON.stringify(payload?.body)).toContain('attachment://my_papers.bib');
  });

  it('is the same every time', () => {
    fc.assert(
      fc.property(anyDocument, document => {
        expect(renderDiscord(document)).toEqual(renderDiscord(document));
      }),
      { numRuns: 30, seed: 14 },
    );
  });
});
