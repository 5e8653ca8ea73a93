import { discordPayloads } from '../adapters/discord/render.ts';
import { renderHtml } from '../adapters/export/html.ts';
import { renderDigestJson } from '../adapters/export/json.ts';
import { renderMarkdown } from '../adapters/export/markdown.ts';
import { slackPayloads } from '../adapters/slack/render.ts';
import { renderTerminal } from '../adapters/terminal/render.ts';
import { terminalLook } from '../adapters/terminal/terminal-look.ts';
import type { Digest } from '../core/digest/digest.ts';
import { digestDocument } from '../core/digest/digest-document.ts';
import type { DigestStyle } from '../core/platform.ts';
import type { Terminal } from './verb.ts';

export const DIGEST_FORMATS = ['terminal', 'markdown', 'json', 'html', 'discord', 'slack'] as const;
export type DigestFormat = (typeof DIGEST_FORMATS)[number];

/** The digest as text in one format, with a line break at its end. `style` is how chat platforms show it. */
export function renderDigest(
  digest: Digest,
  format: DigestFormat,
  style: DigestStyle,
  { stdout, environment }: Terminal,
): string {
  switch (format) {
    case 'terminal': {
      const { isTTY, columns } = stdout;
      const look = terminalLook({ isTTY, columns, env: environment });
      return renderTerminal(digestDocument(digest, 'full'), look);
    }
    case 'markdown':
      return renderMarkdown(digestDocument(digest, 'full'));
    case 'html':
      return renderHtml(digestDocument(digest, 'full'));
    case 'discord':
      return `${JSON.stringify(discordPayloads(digestDocument(digest, style)), null, 2)}\n`;
    case 'slack':
      return `${JSON.stringify(slackPayloads(digestDocument(digest, style)), null, 2)}\n`;
    case 'json':
      return renderDigestJson(digest);
  }
}
