import { text } from '../core/document/document.ts';
import { UsageError } from '../core/errors.ts';
import { parsePaperId } from '../core/papers/paper-id.ts';
import { defineCommand } from './command.ts';

export const unsave = defineCommand(
  {
    name: 'unsave',
    summary: 'Take a paper off your own list',
    access: 'read',
    options: {
      id: { kind: 'paper', required: true, positional: true, summary: 'Id or page address of the paper' },
    },
    examples: ['unsave 2410.01234'],
  },
  async ({ caller, options }, { saved }) => {
    const id = parsePaperId(options.id);
    if (id === undefined || !(await saved.unsave(caller.person, id))) {
      throw new UsageError(`${options.id} is not on your list`);
    }
    const said = `Taken off your list: ${id}`;
    return { document: { summary: said, blocks: [{ kind: 'paragraph', line: [text(said)] }] }, data: { id } };
  },
);
