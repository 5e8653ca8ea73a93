import type { Block, Document } from './document.ts';
import { refineBlock } from './refine-block.ts';

/** Whether these blocks fit into one message; once too much, more blocks or more text stay too much. */
export type Fits = (blocks: readonly Block[]) => boolean;

/**
 * A document as parts that each fit, in reading order. Nothing said is lost and no link is cut (see {@link splitLine});
 * only white space at a cut, dividers at an edge, and a picture too big to go with its title may go. A block stays
 * whole where it can and a heading stays with what it heads. Replies are split likewise and follow the last part.
 * Throws RangeError when `fits` refuses even one letter or one action.
 */
export function splitDocument(document: Document, fits: Fits): Document[] {
  const parts = packBlocks(document.blocks, fits);
  const replies = (document.replies ?? []).flatMap(reply => splitDocument(reply, fits));
  return parts.map((blocks, at) => ({
    summary: parts.length === 1 ? document.summary : `${document.summary} (${at + 1}/${parts.length})`,
    blocks,
    ...(at === parts.length - 1 && replies.length > 0 ? { replies } : {}),
  }));
}

function packBlocks(blocks: readonly Block[], fits: Fits): Block[][] {
  const parts: Block[][] = [];
  const waiting = [...blocks].reverse();
  let part: Block[] = [];
  const close = (keep: Block[]): void => {
    const closed = trimDividers(part.slice(0, part.length - keep.length));
    if (closed.length > 0) parts.push(closed);
    part = keep;
  };
  for (let block = waiting.pop(); block; block = waiting.pop()) {
    if (fits([...part, block])) {
      part.push(block);
      continue;
    }
    const headings = trailingHeadings(part);
    if (headings.length < part.length && (fits([...headings, block]) || headings.length === 0)) {
      close(headings);
      waiting.push(block);
      continue;
    }
    const kept = headings.length < part.length ? headings : part;
    const finer = refineBlock(block, head => fits([...kept, head]), kept.length === 0);
    if (finer) {
      if (kept !== part) close(kept);
      waiting.push(...finer.reverse());
    } else if (part.length > 0) {
      close([]);
      waiting.push(block);
    } else if (block.kind !== 'divider')
      throw new RangeError(`nothing of a ${block.kind} fits into a message`);
  }
  close([]);
  return parts.length > 0 ? parts : [[]];
}

function trailingHeadings(part: readonly Block[]): Block[] {
  const last = part.findLastIndex(block => block.kind !== 'heading');
  return part.slice(last + 1);
}

function trimDividers(blocks: readonly Block[]): Block[] {
  const first = blocks.findIndex(block => block.kind !== 'divider');
  const last = blocks.findLastIndex(block => block.kind !== 'divider');
  return first < 0 ? [] : blocks.slice(first, last + 1);
}
