import { documentPaperIds } from '../../core/document/document-paper-ids.ts';
import type { OutgoingMessage, Platform } from '../../core/platform.ts';
import { TERMINAL_CHANNEL } from './place.ts';
import { renderTerminal } from './render.ts';
import type { TerminalLook } from './terminal-look.ts';

/**
 * The terminal as a platform: a digest is text on standard output. Nothing written can be read back, so what a dying
 * process may have written is never written again.
 */
export function createTerminalPlatform(
  write: (text: string) => Promise<void>,
  look: () => TerminalLook,
): Platform {
  return {
    name: TERMINAL_CHANNEL.platform,
    postsPerSecond: 1000,
    settleMs: 0,
    render: (document): readonly OutgoingMessage[] => [
      { payload: { text: renderTerminal(document, look()) }, paperIds: documentPaperIds(document) },
    ],
    async post({ key, payload }) {
      try {
        await write(`${(payload as { readonly text: string }).text}\n`);
        return { kind: 'posted', messageId: key };
      } catch (error) {
        return { kind: 'unknown', reason: error instanceof Error ? error.message : String(error) };
      }
    },
    findPosted: async () => ({
      kind: 'unreadable',
      reason: 'a terminal keeps nothing that could be read back',
    }),
    async tell(_person, document) {
      await write(`${renderTerminal(document, look())}\n`);
      return true;
    },
  };
}
