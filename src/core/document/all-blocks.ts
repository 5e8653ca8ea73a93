import type { Block, Document } from './document.ts';

/** The blocks of a document and of its replies, in reading order: for what shows them as one. */
export const allBlocks = (document: Document): Block[] => [
  ...document.blocks,
  ...(document.replies ?? []).flatMap(allBlocks),
];
