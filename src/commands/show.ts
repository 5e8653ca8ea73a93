import { findPaper } from '../core/readers/find-paper.ts';
import { defineCommand } from './command.ts';
import { paperDocument } from './paper-document.ts';

export const show = defineCommand(
  {
    name: 'show',
    summary: 'Show one paper with its abstract',
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
    },
    examples: ['show 2410.01234', 'show https://huggingface.co/papers/2410.01234'],
  },
  async ({ options }, { archive }) => {
    const paper = await findPaper(archive, options.id);
    return { document: paperDocument(paper), data: paper };
  },
);
