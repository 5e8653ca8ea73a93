import { type Action, type Document, text } from '../core/document/document.ts';
import { DEFAULT_PERIOD, parseTrendPeriod } from '../core/trends/trend-period.ts';
import { trendsDocument } from '../core/trends/trends-document.ts';
import { defineCommand } from './command.ts';
import { formatLine } from './format-line.ts';
import { readTopic } from './read-topic.ts';

const OTHER_PERIODS: readonly (readonly [period: string, label: string])[] = [
  ['3m', '3 months'],
  [DEFAULT_PERIOD, '6 months'],
  ['1y', '1 year'],
];

export const trends = defineCommand(
  {
    name: 'trends',
    summary: 'Show what becomes of a topic: papers, votes, rising terms and authors',
    access: 'read',
    shareable: true,
    options: {
      topic: {
        kind: 'query',
        required: true,
        positional: true,
        completion: 'topics',
        summary: 'A named topic or any query',
      },
      period: {
        kind: 'text',
        completion: 'periods',
        summary: 'How far back, such as 12w, 6m or 1y',
        fallback: DEFAULT_PERIOD,
      },
    },
    examples: [
      'trends agents',
      'trends "mixture of experts" period:1y',
      'trends topic:quantization period:26w',
    ],
  },
  async ({ options }, { catalogue, trendsDesk, drawTrends }) => {
    const { period = DEFAULT_PERIOD } = options;
    const weeks = parseTrendPeriod(period);
    const { label, query, text: asked } = readTopic(options.topic, catalogue);
    const found = await trendsDesk({ topic: label, query, weeks });
    if (found.papers === 0) return { document: nothing(label, found.since, found.until), data: found };
    const line = (other: string): string =>
      formatLine(trends.spec, { topic: options.topic, ...(other !== DEFAULT_PERIOD && { period: other }) });
    const actions: Action[] = [
      ...OTHER_PERIODS.filter(([other]) => parseTrendPeriod(other) !== weeks).map(
        ([other, words]): Action => ({ kind: 'command', label: words, command: line(other) }),
      ),
      {
        kind: 'command',
        label: 'Its papers',
        command: `search ${/^topic:\S+$/.test(asked) ? asked : `(${asked})`} since:${found.since} sort:top`,
      },
    ];
    return { document: trendsDocument(found, await drawTrends(found), actions), data: found };
  },
);

function nothing(topic: string, since: string, until: string): Document {
  const said = `No paper on ${topic} is in the archive from ${since} to ${until}.`;
  return { summary: said, blocks: [{ kind: 'paragraph', line: [text(said)] }] };
}
