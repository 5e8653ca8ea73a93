import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type PaperFile,
  type PaperFilesOptions,
  readPaperFiles,
} from '../../../src/adapters/feeds/paper-files.ts';

const line = (n: number): string =>
  JSON.stringify({ id: `page:sheep-${n}`, title: `Sheep ${n}`, abstract: '', authors: [], sightings: [] });
const listing = JSON.stringify([{ paper: { id: '2503.00001', title: 'On Wool', summary: '' } }]);

describe('readPaperFiles', () => {
  let folder: string;
  const at = (...parts: string[]): string => join(folder, ...parts);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
    mkdirSync(at('walk', 'deep'), { recursive: true });
    writeFileSync(at('walk', 'b.ndjson'), `${line(1)}\n${line(2)}\n`);
    writeFileSync(at('walk', 'a.anything'), gzipSync(line(3)));
    writeFileSync(at('walk', 'deep', '2025-03-11.json'), listing);
    writeFileSync(at('walk', '.hidden'), 'nothing');
    writeFileSync(at('walk', 'notes.txt'), 'nothing of ours');
    writeFileSync(at('broken.gz'), gzipSync(line(4)).subarray(0, 20));
    writeFileSync(at('bomb.gz'), gzipSync(line(5).padEnd(2_000_000)));
    writeFileSync(at('utf16.txt'), Buffer.from(`\uFEFF${line(6)}`, 'utf16le'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const read = async (paths: string[], options?: PaperFilesOptions): Promise<PaperFile[]> => {
    const files: PaperFile[] = [];
    for await (const file of readPaperFiles(paths, options)) files.push(file);
    return files;
  };
  const told = (file: PaperFile): unknown =>
    file.kind === 'parsed'
      ? file.parsed.papers.map(({ paper }) => paper.title)
      : [file.fault.code, file.fault.message];

  it('walks directories in the order of names and reads what is gzipped', async () => {
    const files = await read([at('walk')]);
    expect(files.map(({ path, wasNamed }) => [path.slice(folder.length + 6), wasNamed])).toEqual([
      ['a.anything', false],
      ['b.ndjson', false],
      ['deep/2025-03-11.json', false],
      ['notes.txt', false],
    ]);
    expect(files.map(told)).toEqual([
      ['Sheep 3'],
      ['Sheep 1', 'Sheep 2'],
      ['On Wool'],
      ['bad-format', 'not a format Broadsheet knows: it starts with "nothing of ours"'],
    ]);
  });

  it('takes the day of a listing from the name of its file where the content does not say', async () => {
    const [file] = await read([at('walk', 'deep', '2025-03-11.json')]);
    expect(file).toMatchObject({
      wasNamed: true,
      parsed: { papers: [{ paper: { listedOn: '2025-03-11' } }] },
    });
  });

  it('reads standard input as the path -', async () => {
    async function* stdin() {
      yield Buffer.from(line(7).slice(0, 30));
      yield line(7).slice(30);
    }
    expect((await read(['-'], { stdin: stdin() })).map(told)).toEqual([['Sheep 7']]);
    expect((await read(['-'])).map(told)).toEqual([
      ['bad-format', 'not a format Broadsheet knows: it is empty'],
    ]);
  });

  it('gives a Fault for what is not there, damaged or too large, and goes on', async () => {
    const files = await read([at('none'), at('broken.gz'), at('bomb.gz'), at('walk', 'b.ndjson')], {
      maxBytes: 1024 * 1024,
    });
    expect(files.map(told)).toEqual([
      ['not-found', 'no such file'],
      ['bad-format', 'damaged gzip'],
      ['too-large', 'more than 1 MB'],
      ['Sheep 1', 'Sheep 2'],
    ]);
    expect((await read([at('walk', 'b.ndjson')], { maxBytes: 20 })).map(told)).toEqual([
      ['too-large', 'more than 20 bytes'],
    ]);
  });

  it('reads pages that an editor saved as UTF-16', async () => {
    expect((await read([at('utf16.txt')])).map(told)).toEqual([['Sheep 6']]);
  });
});
