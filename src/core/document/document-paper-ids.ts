import type { Document } from './document.ts';

/** Ids of the papers a document shows, replies included, each once. */
export function documentPaperIds(document: Document): string[] {
  const own = document.blocks.flatMap(block => (block.kind === 'entry' ? (block.paperId ?? []) : []));
  return [...new Set([...own, ...(document.replies ?? []).flatMap(documentPaperIds)])];
}
