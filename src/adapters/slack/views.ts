import { type Document, paragraph, text } from '../../core/document/document.ts';
import { plainText, type SlackBlock, shorten } from './block-kit.ts';
import type { Json } from './json-value.ts';
import { LIMITS } from './limits.ts';
import { viewBlocks } from './render.ts';

/** A modal that shows a document; what is pressed in it counts for `channel`. */
export function documentModal(title: string, document: Document, channel: string | undefined): Json {
  return {
    type: 'modal',
    title: plainText(shorten(title, LIMITS.view.title)),
    close: plainText('Close'),
    blocks: orNothing(viewBlocks(document)),
    ...(channel === undefined ? {} : { private_metadata: JSON.stringify({ channel }) }),
  };
}

/** What stands in a modal until its document is there: it must be opened within three seconds. */
export const waitingModal = (title: string, channel: string | undefined): Json =>
  documentModal(title, { summary: 'One moment', blocks: [paragraph(text('One moment…'))] }, channel);

const orNothing = (blocks: readonly SlackBlock[]): readonly SlackBlock[] =>
  blocks.length > 0 ? blocks : [{ type: 'section', text: plainText('Nothing to show.') }];
