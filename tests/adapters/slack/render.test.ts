import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inert, safeUrl } from '../../../src/adapters/slack/markup.ts';
import { renderSlack, slackPayloads, withoutPictures } from '../../../src/adapters/slack/render.ts';
import { actionsFor, digestDocument } from '../../../src/core/digest/digest-document.ts';
import { allBlocks } from '../../../src/core/document/all-blocks.ts';
import type { Block, Document, Inline } from '../../../src/core/document/document.ts';
import { code, emphasis, link, note, paragraph, strong, text } from '../../../src/core/document/document.ts';
import { plainText } from '../../../src/core/document/plain-text.ts';
import { inventDigest, inventEntry, inventPaper } from '../../core/digest/invent-paper.ts';
import { anyDocument } from '../../core/document/generate-document.ts';
import { checkMessage } from '../../emulators/slack/block-kit-check.ts';
import { readBlocks } from '../../emulators/slack/read-blocks.ts';
import { nastyDigest } from './nasty-digest.ts';

const doc = (...blocks: Block[]): Document => ({ summary: 'A summary', blocks });
const blocksOf = (document: Document) => slackPayloads(document).flatMap(payload => payload.blocks);
const read = (document: Document) => readBlocks(blocksOf(document));
const squeeze = (shown: string): string => shown.replace(/\s+/g, '');

/** A test runs hundreds; `npm run check:slack` asks for ten thousand. Machines that are busy get time. */
const RUNS = Number(process.env['SLACK_RUNS'] ?? 150);

describe('a document in Block Kit', { timeout: 1_800_000 }, () => {
  it('is taken by Slack, pings nobody and shows every word, whatever it holds', () => {
    fc.assert(
      fc.property(anyDocument, document => {
        const payloads = slackPayloads(document);
        expect(payloads.flatMap(payload => checkMessage({ ...payload }))).toEqual([]);
        const { lines, pings, emoji } = readBlocks(payloads.flatMap(payload => payload.blocks));
        expect(pings).toEqual([]);
        expect(emoji).toEqual([]);
        const shown = squeeze(lines.join(''));
        for (const block of allBlocks(document)) {
          if (block.kind !== 'paragraph' && block.kind !== 'note' && block.kind !== 'heading') continue;
          const said = block.kind === 'heading' ? block.text : plainText(doc(block));
          expect(shown).toContain(squeeze(inert(said)));
        }
      }),
      { numRuns: RUNS, seed: 6 },
    );
  });

  it('shows every title of a digest as it is, links each to its paper, and offers its commands', () => {
    fc.assert(
      fc.property(
        nastyDigest,
        fc.constantFrom('compact' as const, 'full' as const, 'thread' as const),
        (digest, style) => {
          const document = digestDocument(digest, style);
          const payloads = slackPayloads(document);
          expect(payloads.flatMap(payload => checkMessage({ ...payload }))).toEqual([]);
          const reading = readBlocks(payloads.flatMap(payload => payload.blocks));
          expect(reading.pings).toEqual([]);
          expect(reading.emoji).toEqual([]);
          const shown = squeeze(reading.lines.join(''));
          const allowed = new Set(linksOf(document).map(({ url }) => safeUrl(url)));
          for (const { url } of reading.links) expect(allowed).toContain(url);
          for (const { paper } of digest.entries) {
            expect(shown).toContain(squeeze(inert(paper.title)));
            if (inert(paper.title).trim() === '') continue;
            const url = safeUrl(paper.url ?? '');
            const words = reading.links
              .filter(one => one.url === url)
              .map(one => one.text)
              .join('');
            expect(squeeze(words)).toContain(squeeze(inert(paper.title)));
            expect(reading.presses).toContain(`show ${paper.id}`);
          }
        },
      ),
      { numRuns: RUNS, seed: 7 },
    );
  });

  it('has a fallback text that pings nobody', () => {
    const [payload] = slackPayloads({ summary: 'All <!channel> & <@U1>', blocks: [] });
    expect(payload?.text).toBe('All &lt;!channel&gt; &amp; &lt;@U1&gt;');
  });

  it('never unfurls', () => {
    expect(slackPayloads(doc(paragraph(text('x'))))[0]).toMatchObject({
      unfurl_links: false,
      unfurl_media: false,
    });
  });
});

const linksOf = (document: Document): { url: string }[] =>
  allBlocks(document).flatMap(block => {
    const lines: (readonly Inline[])[] =
      block.kind === 'entry'
        ? [[block.title], ...block.lines, ...block.meta]
        : block.kind === 'paragraph' || block.kind === 'note'
          ? [block.line]
          : block.kind === 'list'
            ? [...block.items]
            : [];
    return lines.flat().flatMap(inline => (inline.kind === 'link' ? [{ url: inline.url }] : []));
  });

describe('small print', () => {
  it('stands close together in mrkdwn', () => {
    const entry: Block = {
      kind: 'entry',
      title: text('A title'),
      lines: [],
      meta: [
        [text('Halcyon Lab')],
        [
          emphasis('matches agents'),
          text(' · '),
          strong('12 upvotes'),
          text(' · '),
          link('code', 'https://code.example/a?b=1&c=2'),
        ],
      ],
      actions: [],
    };
    expect(blocksOf(doc(entry))[1]).toEqual({
      type: 'context',
      elements: [
        {
          type: 'mrkdwn',
          text: 'Halcyon Lab\n_matches agents_ · *12 upvotes* · <https://code.example/a?b=1&amp;c=2|code>',
          verbatim: true,
        },
      ],
    });
  });

  it('is literal where mrkdwn would format it', () => {
    expect(blocksOf(doc(note(text('a *b* c'))))).toEqual([
      { type: 'context', elements: [{ type: 'plain_text', text: 'a *b* c' }] },
    ]);
  });

  it('goes into rich text where it must be literal and links', () => {
    expect(blocksOf(doc(note(link('a *b* c', 'https://x.example/'))))).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [{ type: 'link', url: 'https://x.example/', text: 'a *b* c' }],
          },
        ],
      },
    ]);
  });
});

describe('an entry', () => {
  const entry = (facts: Partial<Extract<Block, { kind: 'entry' }>>): Block => ({
    kind: 'entry',
    number: 1,
    title: link('A title', 'https://arxiv.org/abs/2601.90001'),
    lines: [[text('What it does.')]],
    meta: [],
    actions: [],
    ...facts,
  });

  it('has its picture beside it', () => {
    expect(blocksOf(doc(entry({ imageUrl: 'https://cdn.example/a.png' })))).toEqual([
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: '1. *<https://arxiv.org/abs/2601.90001|A title>*\nWhat it does.',
          verbatim: true,
        },
        accessory: { type: 'image', image_url: 'https://cdn.example/a.png', alt_text: 'A title' },
      },
    ]);
  });

  it('can go without its picture when Slack can’t fetch it', () => {
    const [payload] = slackPayloads(doc(entry({ imageUrl: 'https://cdn.example/a.png' })));
    expect(payload && withoutPictures(payload)?.blocks[0]).not.toHaveProperty('accessory');
    const [plain] = slackPayloads(doc(entry({})));
    expect(plain && withoutPictures(plain)).toBeUndefined();
  });

  it('offers two buttons and the rest behind three dots', () => {
    const actions = blocksOf(doc(entry({ actions: actionsFor('arxiv:2601.90001') })))[1];
    expect(actions?.['elements']).toMatchObject([
      { type: 'button', value: 'show arxiv:2601.90001' },
      { type: 'button', value: 'save arxiv:2601.90001' },
      { type: 'overflow', options: [{}, {}, { value: 'similar arxiv:2601.90001' }] },
    ]);
  });

  it('with an id too long for a menu has buttons only', () => {
    const actions = blocksOf(doc(entry({ actions: actionsFor(`page:${'x'.repeat(200)}`) })))[1];
    expect(actions?.['elements']).toHaveLength(5);
  });
});

describe('fields', () => {
  it('stand in two columns', () => {
    const fields: Block = {
      kind: 'fields',
      fields: [{ label: 'Topics', value: [code('moe'), text(', '), code('rl agents')] }],
    };
    expect(blocksOf(doc(fields))).toEqual([
      { type: 'section', fields: [{ type: 'mrkdwn', text: '*Topics*\n`moe`, `rl agents`', verbatim: true }] },
    ]);
  });
});

describe('a digest', () => {
  const digest = inventDigest({
    entries: [1, 2, 3].map(number =>
      inventEntry(inventPaper(number, { url: `https://arxiv.org/abs/2601.9000${number}` }), {
        gist: 'It does.',
      }),
    ),
  });

  it('in thread style is one message that the papers answer', () => {
    const messages = renderSlack(digestDocument(digest, 'thread'));
    expect(messages.map(({ under }) => under)).toEqual([undefined, 0, 0, 0]);
    expect(messages.flatMap(({ paperIds }) => paperIds)).toEqual(digest.entries.map(({ paper }) => paper.id));
  });

  it('of many papers becomes several messages that name each paper once', () => {
    const many = inventDigest({
      entries: Array.from({ length: 50 }, (_, at) =>
        inventEntry(inventPaper(at), { gist: 'A sentence. '.repeat(20) }),
      ),
    });
    const messages = renderSlack(digestDocument(many, 'full'));
    expect(messages.length).toBeGreaterThan(3);
    expect(messages.flatMap(({ payload }) => checkMessage({ ...payload }))).toEqual([]);
    expect(messages.flatMap(({ paperIds }) => paperIds)).toEqual(many.entries.map(({ paper }) => paper.id));
  });

  it('is the same whenever it is rendered', () => {
    const document = digestDocument(digest, 'full');
    expect(renderSlack(document)).toEqual(renderSlack(document));
  });

  it('shows the moment of a note in the reader’s zone', () => {
    const { lines } = read(doc(note({ kind: 'time', at: 0, fallback: '1 January 1970' })));
    expect(lines).toEqual(['1 January 1970']);
  });
});
