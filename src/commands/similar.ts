import { type Block, text } from '../core/document/document.ts';
import { findPaper } from '../core/readers/find-paper.ts';
import { defineCommand } from './command.ts';
import { paperEntry, titleAfter } from './paper-document.ts';

export const similar = defineCommand(
  {
    name: 'similar',
    summary: 'Find papers like this one',
    access: 'read',
    shareable: true,
    options: {
      id: {
        kind: 'paper',
        required: true,
        positional: true,
        completion: 'papers',
        summary: 'Id or page address of the paper',
      },
      limit: { kind: 'integer', min: 1, max: 20, summary: 'At most this many', fallback: '5' },
    },
    examples: ['similar 2410.01234', 'similar 2410.01234 limit:10'],
  },
  async ({ options }, { archive, search }) => {
    const paper = await findPaper(archive, options.id);
    const papers = await search.similar(paper.id, options.limit ?? 5);
    const entries: Block[] =
      papers.length > 0
        ? papers.map((each, at) => paperEntry(each, [], at))
        : [{ kind: 'paragraph', line: [text('Nothing in the archive is like it.')] }];
    return {
      document: {
        summary: `Papers like ${paper.title}`,
        blocks: [titleAfter('Like ', paper), ...entries],
      },
      data: papers,
    };
  },
);
