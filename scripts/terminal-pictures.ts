import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderTerminal } from '../src/adapters/terminal/render.ts';
import { buildDigest } from '../src/core/digest/build-digest.ts';
import { digestDocument } from '../src/core/digest/digest-document.ts';
import { parseQuery } from '../src/core/query/parse-query.ts';
import { parsePapers } from '../src/core/sources/parse-papers.ts';
import { ansiToHtml } from './ansi-to-html.ts';

/**
 * Photographs the terminal digest of the sample day, dark and light, into docs/images. Needs Debian's `chromium`
 * (or another, named by CHROMIUM) and the fonts fonts-jetbrains-mono and fonts-noto-cjk.
 */
const COLUMNS = 90;
const LINE = 23;
const TOPICS = 'speculative decoding, quantization, agents, interpretability -survey';

interface Theme {
  readonly file: string;
  readonly desk: string;
  readonly paper: string;
  readonly edge: string;
  readonly ink: string;
  readonly soft: string;
  readonly strong: string;
  readonly accent: string;
}
const THEMES: readonly Theme[] = [
  {
    file: 'terminal-digest.png',
    desk: '#0d0e11',
    paper: '#16181d',
    edge: '#2c3038',
    ink: '#d8dbe2',
    soft: '#868c99',
    strong: '#f4f5f8',
    accent: '#6cc3d0',
  },
  {
    file: 'terminal-digest-light.png',
    desk: '#e9e6df',
    paper: '#fdfcf9',
    edge: '#d9d5cb',
    ink: '#2b2b28',
    soft: '#7c7971',
    strong: '#111110',
    accent: '#0b6f7d',
  },
];

function sampleDigest(): string {
  const sample = parsePapers(readFileSync('samples/daily-papers.json', 'utf8'), { source: 'huggingface' });
  const catalogue = { find: () => undefined, suggest: () => [] };
  const digest = buildDigest(
    sample.papers.map(one => one.paper),
    {
      period: { kind: 'day', day: '2026-01-07' },
      topics: { text: TOPICS, query: parseQuery(TOPICS, { catalogue }) },
      today: '2026-01-07',
      limit: 8,
      ranking: { now: Date.parse('2026-01-07T13:00:00Z') },
    },
  );
  return renderTerminal(digestDocument(digest, 'full'), { width: COLUMNS, colour: true, links: true });
}

function page(theme: Theme, command: string, output: string): string {
  return `<!doctype html><meta charset="utf-8"><style>
body{margin:0;padding:28px;background:${theme.desk}}
main{padding:0 44px 32px;border-radius:12px;background:${theme.paper};box-shadow:0 0 0 1px ${theme.edge},0 16px 40px #0002}
header{display:flex;gap:8px;align-items:center;height:46px;margin:0 -22px}
i{width:12px;height:12px;border-radius:50%;background:${theme.edge}}
pre{margin:0;color:${theme.ink};font:14px/${LINE}px "JetBrains Mono","Noto Sans Mono","DejaVu Sans Mono","Noto Sans Mono CJK KR",monospace;font-variant-ligatures:none}
u{text-decoration:none}.s1{color:${theme.strong};font-weight:700}.s2{color:${theme.soft}}.s36{color:${theme.accent}}
</style><main><header><i></i><i></i><i></i></header><pre><span class="s2">$</span> ${command}\n\n${ansiToHtml(output)}</pre></main>`;
}

const output = sampleDigest();
const command = `npx broadsheet digest --from samples/daily-papers.json \\\n    --topics "${TOPICS}"`;
const rows = output.trimEnd().split('\n').length + 3;
const width = Math.ceil(COLUMNS * 8.4) + 2 * (44 + 28);
const height = rows * LINE + 46 + 32 + 2 * 28;
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
try {
  for (const theme of THEMES) {
    const source = join(folder, 'page.html');
    writeFileSync(source, page(theme, command, output));
    execFileSync(
      process.env['CHROMIUM'] ?? 'chromium',
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--hide-scrollbars',
        '--force-device-scale-factor=2',
        `--window-size=${width},${height}`,
        `--screenshot=${join('docs/images', theme.file)}`,
        source,
      ],
      { stdio: 'ignore' },
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
