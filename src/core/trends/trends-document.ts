import { type Action, type Block, type Document, note, text } from '../document/document.ts';
import type { Trends } from './trends.ts';
import type { DrawTrends } from './trends-chart.ts';
import { trendsSketch } from './trends-sketch.ts';
import { gapSentences, topicLine, trendsAlt } from './trends-text.ts';

/** Trends as a document: the picture with its words, or the same in characters where there is no picture. */
export function trendsDocument(
  trends: Trends,
  picture: Awaited<ReturnType<DrawTrends>>,
  actions: readonly Action[],
): Document {
  const shown: readonly Block[] = picture
    ? [
        { kind: 'image', alt: trendsAlt(trends), source: picture },
        ...gapSentences(trends).map(sentence => note(text(sentence))),
      ]
    : [{ kind: 'code', text: trendsSketch(trends) }];
  return {
    summary: `${trends.topic}: ${topicLine(trends)}`,
    blocks: [
      { kind: 'heading', level: 2, text: trends.topic },
      note(text(topicLine(trends))),
      ...shown,
      { kind: 'actions', actions },
    ],
  };
}
