import { findPaper } from '../core/readers/find-paper.ts';
import { defineCommand } from './command.ts';
import { titleAfter } from './paper-document.ts';

export const save = defineCommand(
  {
    name: 'save',
    summary: 'Put a paper on your own list',
    access: 'read',
    options: {
      id: {
        kind: 'paper',
        required: true,
        positional: true,
        completion: 'papers',
        summary: 'Id or page address of the paper',
      },
    },
    examples: ['save 2410.01234'],
  },
  async ({ caller, options }, { archive, saved, clock }) => {
    const paper = await findPaper(archive, options.id);
    const added = await saved.save(caller.person, paper.id, clock.now());
    const said = added ? 'Saved: ' : 'It was on your list already: ';
    return {
      document: {
        summary: `${said}${paper.title}`,
        blocks: [
          titleAfter(said, paper),
          {
            kind: 'actions',
            actions: [
              { kind: 'command', label: 'My list', command: 'saved' },
              { kind: 'command', label: 'Take off', command: `unsave ${paper.id}` },
            ],
          },
        ],
      },
      data: { id: paper.id, added },
    };
  },
);
