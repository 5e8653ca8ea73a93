import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'parse5';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nastyPapers } from '../../fakes/nasty-papers.ts';
import { openPreview } from '../../fakes/open-preview.ts';
import { runBroadsheet } from '../../fakes/run-broadsheet.ts';

const SAMPLE = 'samples/daily-papers.json';

let preview: Awaited<ReturnType<typeof openPreview>>;
beforeAll(async () => {
  preview = await openPreview(readFileSync(SAMPLE, 'utf8'), nastyPapers);
});
afterAll(() => preview.close());

const get = async (path: string): Promise<{ status: number; headers: Headers; text: string }> => {
  const response = await fetch(new URL(path, preview.url));
  return { status: response.status, headers: response.headers, text: await response.text() };
};

interface Node {
  readonly nodeName: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly Node[];
}
const nodesOf = (node: Node): Node[] => [node, ...(node.childNodes ?? []).flatMap(nodesOf)];

describe('the preview page', () => {
  it.each(['compact', 'full', 'thread'])('keeps whatever a title holds as text, in style %s', async style => {
    const { text } = await get(`/?style=${style}&limit=30`);
    const nodes = nodesOf(parse(text) as Node);
    expect(nodes.filter(node => node.nodeName === 'script')).toHaveLength(1);
    const attributes = nodes.flatMap(node => node.attrs ?? []);
    expect(attributes.filter(({ name }) => name.startsWith('on') || name === 'style')).toEqual([]);
    const addresses = attributes.filter(({ name }) => name === 'href' || name === 'src');
    expect(addresses.filter(({ value }) => !/^(https?:\/\/|\/|\?|data:,)/.test(value))).toEqual([]);
    expect(text).not.toContain('evil.example"');
  });

  it('keeps whatever was typed as text', async () => {
    const { text } = await get(`/?topics=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('role="alert"');
  });

  it('forbids scripts and styles that are not its own', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('names what is wrong with a choice and shows the rest of the page', async () => {
    const { status, text } = await get('/?date=2026-02-30&style=huge&limit=999&topics=autor:x');
    expect(status).toBe(200);
    expect(text).toContain('date must be a day such as 2026-01-07, not 2026-02-30');
    expect(text).toContain('style must be compact, full, thread, not huge');
    expect(text).toContain('limit must be a whole number from 1 to 50');
    const broken = await get('/discord.json?topics=autor:x');
    expect(broken.status).toBe(400);
    expect(broken.text).toContain('autor');
  });

  it('says why each paper is in and what was left out', async () => {
    const { text } = await get('/?topics=quantization&limit=2');
    expect(text).toContain('matched &quot;Quantization&quot; in the title');
    expect(text).toMatch(/<summary>\d+ off topic<\/summary>/);
  });

  it('says what to do on a day without papers', async () => {
    expect((await get('/?date=2026-01-04')).text).toContain('No paper of this day is known');
  });

  it('serves nothing else and only reads', async () => {
    expect((await get('/etc/passwd')).status).toBe(404);
    expect((await fetch(preview.url, { method: 'POST', body: 'x' })).status).toBe(405);
    const head = await fetch(preview.url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('broadsheet preview', () => {
  /** Runs the verb until `look` has seen its page. */
  async function lookAt<T>(
    look: (url: string) => Promise<T>,
    {
      words = ['--from', SAMPLE],
      environment = {},
    }: { readonly words?: readonly string[]; readonly environment?: Readonly<Record<string, string>> } = {},
  ): Promise<{ exitCode: number; seen: T }> {
    const stopping = new AbortController();
    let seen: Promise<T> | undefined;
    const ran = await runBroadsheet(['preview', '--port', '0', ...words], {
      environment,
      signal: stopping.signal,
      onOutput: ({ stdout }) => {
        const url = /^http:\/\/127\.0\.0\.1:\d+\//m.exec(stdout)?.[0];
        if (url === undefined || seen) return;
        seen = look(url).finally(() => stopping.abort('SIGINT'));
      },
    });
    if (!seen) throw new Error(`no page: ${ran.stderr}`);
    return { exitCode: ran.exitCode, seen: await seen };
  }

  it('says where the page is, serves it until it is ended, and exits 0', async () => {
    const { exitCode, seen } = await lookAt(async url => (await fetch(url)).text());
    expect(exitCode).toBe(0);
    expect(seen).toContain('Wednesday 7 January 2026');
  });

  it('gives the very payloads and Markdown that digest prints', async () => {
    const printed = async (format: string): Promise<string> =>
      (await runBroadsheet(['digest', '--from', SAMPLE, '--format', format])).stdout;
    const paths = ['discord.json', 'slack.json', 'digest.md'];
    const { seen } = await lookAt(url =>
      Promise.all(paths.map(async path => (await fetch(url + path)).text())),
    );
    expect(seen).toEqual(await Promise.all(['discord', 'slack', 'markdown'].map(printed)));
  });

  it('shows what becomes of the topics of an archive, as SVG and in words, and has no trends of files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'broadsheet-preview-'));
    const environment = { DATABASE_URL: `file:${folder}/papers.db`, HF_ENDPOINT: 'http://127.0.0.1:9' };
    await runBroadsheet(['import', SAMPLE], { environment });
    const paths = [
      '?topics=agents',
      'trends.svg?topics=agents',
      'trends?topics=agents',
      'trends',
      'trends.svg',
    ];
    const read = async (url: string): Promise<string[]> =>
      Promise.all(
        paths.map(async path => {
          const response = await fetch(url + path);
          return `${response.status} ${response.headers.get('content-type')} ${await response.text()}`;
        }),
      );
    const { seen } = await lookAt(read, { words: [], environment });
    const [page, svg, words, nothing, noChart] = seen;
    expect(page).toContain('<img src="/trends.svg?topics=agents"');
    expect(svg).toMatch(/^200 image\/svg\+xml; charset=utf-8 <svg /);
    expect(words).toMatch(/^200 text\/html.*<figure><img src="data:image\/svg/s);
    expect([nothing?.slice(0, 3), noChart?.slice(0, 3)]).toEqual(['400', '400']);
    const ofFiles = await lookAt(read);
    expect(ofFiles.seen.map(text => text.slice(0, 3))).toEqual(['200', '404', '404', '404', '404']);
    rmSync(folder, { recursive: true });
  });

  it('refuses a port that is none', async () => {
    const ran = await runBroadsheet(['preview', '--port', '99999']);
    expect([ran.exitCode, ran.stderr]).toEqual([2, expect.stringContaining('--port must be a number')]);
  });
});
