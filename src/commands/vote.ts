import { text } from '../core/document/document.ts';
import { findPaper } from '../core/readers/find-paper.ts';
import { defineCommand } from './command.ts';

/** What the Up and Down buttons run. The same vote again withdraws it. */
export const vote = defineCommand(
  {
    name: 'vote',
    summary: 'Say that this channel wants more or less like this',
    access: 'read',
    hidden: true,
    options: {
      direction: {
        kind: 'choice',
        required: true,
        positional: true,
        choices: ['up', 'down'],
        summary: 'Which way',
      },
      id: { kind: 'paper', required: true, positional: true, summary: 'Id or page address of the paper' },
    },
    examples: ['vote up 2410.01234'],
  },
  async ({ caller, options }, { archive, votes, clock }) => {
    const paper = await findPaper(archive, options.id);
    const now = await votes.vote(caller.channel, caller.person, paper.id, options.direction, clock.now());
    const said = {
      up: 'Noted: more like this.',
      down: 'Noted: less like this.',
      none: 'Your vote is withdrawn.',
    }[now ?? 'none'];
    return {
      document: {
        summary: `${said} ${paper.title}`,
        blocks: [
          { kind: 'paragraph', line: [text(said)] },
          { kind: 'note', line: [text(paper.title)] },
        ],
      },
      data: { id: paper.id, vote: now },
    };
  },
);
