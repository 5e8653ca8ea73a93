import { code, type Line, text } from '../core/document/document.ts';
import { UsageError } from '../core/errors.ts';
import { formatQuery } from '../core/query/format-query.ts';
import { defineCommand } from './command.ts';

export const topics = defineCommand(
  {
    name: 'topics',
    summary: 'Show the named topics, or what one stands for',
    access: 'read',
    shareable: true,
    options: {
      word: {
        kind: 'text',
        positional: true,
        completion: 'topics',
        summary: 'A topic, or a part of its name',
      },
    },
    examples: ['topics', 'topics quantization', 'topics retrieval'],
  },
  async ({ options }, { catalogue }) => {
    const { word } = options;
    const named = word === undefined ? undefined : catalogue.find(word.replace(/^topic:/i, ''));
    if (named) {
      return {
        document: {
          summary: `${named.label}: topic:${named.name}`,
          blocks: [
            { kind: 'heading', level: 2, text: named.label },
            { kind: 'paragraph', line: [code(`topic:${named.name}`), text(' stands for')] },
            { kind: 'code', text: formatQuery(named.expansion) },
            {
              kind: 'actions',
              actions: [{ kind: 'command', label: 'Today’s papers', command: `today topic:${named.name}` }],
            },
          ],
        },
        data: { name: named.name, label: named.label, query: formatQuery(named.expansion) },
      };
    }
    const folded = word?.toLowerCase() ?? '';
    const found = catalogue.topics.filter(topic =>
      [topic.name, topic.label, ...topic.aliases].some(name => name.toLowerCase().includes(folded)),
    );
    if (word !== undefined && found.length === 0) {
      const near = catalogue.suggest(word);
      throw new UsageError(
        `no topic is called ${word}${near.length > 0 ? `; near it: ${near.join(', ')}` : ''}`,
      );
    }
    const lines: Line[] = found.map(topic => [code(topic.name), text(` ${topic.label}`)]);
    return {
      document: {
        summary: `${found.length} named topics`,
        blocks: [
          { kind: 'heading', level: 2, text: word === undefined ? 'Named topics' : `Topics with “${word}”` },
          { kind: 'list', ordered: false, items: lines },
          {
            kind: 'note',
            line: [
              text('Write one as '),
              code(`topic:${found[0]?.name ?? 'agents'}`),
              text('; anything else is looked for as words.'),
            ],
          },
        ],
      },
      data: found.map(({ name, label }) => ({ name, label })),
    };
  },
);
