import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Fault } from '../../core/errors.ts';
import { parsePapers } from '../../core/sources/parse-papers.ts';
import type { ParseContext, ParsedPapers } from '../../core/sources/source.ts';

/** What became of one file. `wasNamed` tells a path that was given from one that was found in a directory. */
export type PaperFile = { readonly path: string; readonly wasNamed: boolean } & (
  | { readonly kind: 'parsed'; readonly parsed: ParsedPapers }
  | { readonly kind: 'failed'; readonly fault: Fault }
);

export interface PaperFilesOptions {
  /** What the path `-` reads. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
  /** No file, packed or unpacked, is read beyond this; 256 MB unless told. */
  readonly maxBytes?: number;
}

const MEGABYTE = 1024 * 1024;

/**
 * Reads papers from files of any known format, gzipped or not, one result a file in the order of the paths; a directory
 * is walked in the order of names, without what begins with a dot. Never rejects for what a file is or holds: that is
 * the result's Fault, `not-found`, `too-large` or `bad-format`, or `refused` when it can't be read.
 */
export async function* readPaperFiles(
  paths: readonly string[],
  options: PaperFilesOptions = {},
): AsyncGenerator<PaperFile> {
  const maxBytes = options.maxBytes ?? 256 * MEGABYTE;
  for (const given of paths) {
    for await (const path of walk(given)) {
      const file = { path, wasNamed: path === given };
      try {
        const bytes =
          path === '-' ? await readAll(options.stdin, maxBytes) : await readCapped(path, maxBytes);
        const text = decode(await unpack(bytes, maxBytes));
        yield { ...file, kind: 'parsed', parsed: parsePapers(text, contextOf(path)) };
      } catch (error) {
        yield { ...file, kind: 'failed', fault: faultOf(error) };
      }
    }
  }
}

/** The files under a path; the path itself where it is no directory, whatever it is. */
async function* walk(path: string): AsyncGenerator<string> {
  const entries =
    path === '-' ? undefined : await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (!entries) {
    yield path;
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) yield* walk(join(path, entry.name));
    else if (entry.isFile()) yield join(path, entry.name);
  }
}

/** A file named after a day, as listings are saved: where its content does not say, that is the day. */
function contextOf(path: string): ParseContext {
  const day = /^\d{4}-\d{2}-\d{2}(?=\.|$)/.exec(basename(path))?.[0];
  return day ? { day } : {};
}

async function readCapped(path: string, maxBytes: number): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > maxBytes) throw tooLarge(maxBytes);
  return readFile(path);
}

async function readAll(stream: PaperFilesOptions['stdin'], maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream ?? []) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

const gunzipAsync = promisify(gunzip);

async function unpack(bytes: Uint8Array, maxOutputLength: number): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await gunzipAsync(bytes, { maxOutputLength });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(maxOutputLength);
    throw new Fault('bad-format', 'damaged gzip', { cause: error });
  }
}

/** UTF-8, or UTF-16 as some editors save copied pages, told by its byte order mark. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

function tooLarge(maxBytes: number): Fault {
  const limit = maxBytes < MEGABYTE ? `${maxBytes} bytes` : `${Math.round(maxBytes / MEGABYTE)} MB`;
  return new Fault('too-large', `more than ${limit}`);
}

function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new Fault('not-found', 'no such file', { cause: error });
  if (code === 'EACCES' || code === 'EPERM')
    return new Fault('refused', 'not allowed to read it', { cause: error });
  if (typeof code === 'string') return new Fault('refused', `can't be read (${code})`, { cause: error });
  throw error;
}
