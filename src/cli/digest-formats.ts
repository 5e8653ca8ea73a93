import type { Digest } from '../core/digest/digest.ts';
import { digestDocument } from '../core/digest/digest-document.ts';
import type { DigestStyle } from '../core/platform.ts';
import type { Terminal } from './verb.ts';

export const DIGEST_FORMATS = ['terminal', 'markdown', 'json', 'html', 'discord', 'slack'] as const;
export type DigestFormat = (typeof DIGEST_FORMATS)[number];

/**
 * The digest as text in one format, with a line break at its end; each format is loaded when it is asked for. `style` is
 * how chat platforms show it.
 */
export async function renderDigest(
  digest: Digest,
  format: DigestFormat,
  style: DigestStyle,
  terminal: Terminal,
): Promise<string> {
  switch (format) {
    case 'terminal':
      return renderForTerminal(digest, terminal);
    case 'markdown': {
      const { renderMarkdown } = await import('../adapters/export/markdown.ts');
      return renderMarkdown(digestDocument(digest, 'full'));
    }
    case 'html': {
      const { renderHtml } = await import('../adapters/export/html.ts');
      return renderHtml(digestDocument(digest, 'full'));
    }
    case 'discord': {
      const { discordPayloads } = await import('../adapters/discord/render.ts');
      return `${JSON.stringify(discordPayloads(digestDocument(digest, style)), null, 2)}\n`;
    }
    case 'slack': {
      const { slackPayloads } = await import('../adapters/slack/render.ts');
      return `${JSON.stringify(slackPayloads(digestDocument(digest, style)), null, 2)}\n`;
    }
    case 'json': {
      const { renderDigestJson } = await import('../adapters/export/json.ts');
      return renderDigestJson(digest);
    }
  }
}

async function renderForTerminal(digest: Digest, { stdout, environment }: Terminal): Promise<string> {
  const { renderTerminal } = await import('../adapters/terminal/render.ts');
  const { terminalLook } = await import('../adapters/terminal/terminal-look.ts');
  const { isTTY, columns } = stdout;
  return renderTerminal(digestDocument(digest, 'full'), terminalLook({ isTTY, columns, env: environment }));
}
