import { titleOf } from '../core/digest/digest-document.ts';
import { code, text } from '../core/document/document.ts';
import type { Paper } from '../core/papers/paper.ts';
import { toBibtex, toMarkdownList } from '../core/readers/export-saved.ts';
import { defineCommand, type Reply } from './command.ts';

/** More would be a wall; the whole list is in the file. */
const SHOWN = 20;

const EXPORTS = {
  bibtex: { name: 'papers.bib', mediaType: 'application/x-bibtex', write: toBibtex },
  markdown: { name: 'papers.md', mediaType: 'text/markdown', write: toMarkdownList },
  json: {
    name: 'papers.json',
    mediaType: 'application/json',
    write: (papers: readonly Paper[]) => `${JSON.stringify(papers, null, 2)}\n`,
  },
} as const;

export const saved = defineCommand(
  {
    name: 'saved',
    summary: 'Show your own list, or get it as a file',
    access: 'read',
    options: {
      format: {
        kind: 'choice',
        positional: true,
        choices: ['bibtex', 'markdown', 'json'],
        summary: 'As a file of this kind',
      },
    },
    examples: ['saved', 'saved format:bibtex'],
  },
  async ({ caller, options }, services) => {
    const entries = await services.saved.list(caller.person);
    const known = await services.archive.select({ ids: entries.map(entry => entry.paperId) });
    const byId = new Map(known.map(paper => [paper.id, paper]));
    const papers = entries.flatMap(entry => byId.get(entry.paperId) ?? []);
    if (papers.length === 0) return empty();
    const reply = listed(papers);
    if (options.format === undefined) return reply;
    const { name, mediaType, write } = EXPORTS[options.format];
    const content = write(papers);
    return {
      ...reply,
      data: content,
      files: [{ name, mediaType, bytes: new TextEncoder().encode(content) }],
    };
  },
);

function empty(): Reply {
  return {
    document: {
      summary: 'Your list is empty',
      blocks: [
        {
          kind: 'paragraph',
          line: [text('Your list is empty. Put a paper on it: '), code('save 2410.01234')],
        },
      ],
    },
    data: [],
  };
}

function listed(papers: readonly Paper[]): Reply {
  const count = papers.length === 1 ? '1 saved paper' : `${papers.length} saved papers`;
  const more = papers.length - SHOWN;
  return {
    document: {
      summary: count,
      blocks: [
        { kind: 'heading', level: 2, text: count },
        {
          kind: 'list',
          ordered: true,
          items: papers.slice(0, SHOWN).map(paper => [titleOf(paper)]),
        },
        ...(more > 0
          ? [{ kind: 'note', line: [text(`and ${more} more; get them all as a file`)] } as const]
          : []),
        {
          kind: 'actions',
          actions: ['bibtex', 'markdown', 'json'].map(format => ({
            kind: 'command' as const,
            label: format === 'bibtex' ? 'BibTeX' : format === 'json' ? 'JSON' : 'Markdown',
            command: `saved format:${format}`,
          })),
        },
      ],
    },
    data: papers,
  };
}
