import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../../core/errors.ts';
import type { ByteSource } from '../../core/search/bytes/byte-source.ts';
import type { IndexStore } from '../../core/search/index-store.ts';
import type { Clock } from '../../core/time.ts';

/** Room for what queries read piece by piece; longer pieces get room of their own. */
const SCRATCH_BYTES = 1 << 16;
/** A half-written file this old belongs to a process that is gone. */
const ABANDONED_MS = 60 * 60 * 1000;
const HALF_WRITTEN = '.writing-';

/**
 * The search index as a file beside the database. Saving writes another file, makes sure it is on the disk, and only
 * then puts it in place, so that a process killed at any moment leaves the old index or the new one.
 */
export class SearchIndexFile implements IndexStore {
  readonly #path: string;
  readonly #clock: Clock;

  constructor(path: string, clock: Clock) {
    this.#path = path;
    this.#clock = clock;
  }

  open(): ByteSource | undefined {
    try {
      return new FileSource(this.#path);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw fault(this.#path, error);
    }
  }

  async save(pieces: Iterable<Uint8Array>): Promise<void> {
    const half = `${this.#path}${HALF_WRITTEN}${process.pid}-${this.#clock.now().toString(36)}`;
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      await this.#removeAbandoned();
      await writeAll(half, pieces);
      await rename(half, this.#path);
      await syncFolder(dirname(this.#path));
    } catch (error) {
      await rm(half, { force: true }).catch(() => undefined);
      throw error instanceof Fault ? error : fault(this.#path, error);
    }
  }

  async #removeAbandoned(): Promise<void> {
    const folder = dirname(this.#path);
    const prefix = basename(this.#path) + HALF_WRITTEN;
    for (const name of await readdir(folder)) {
      if (!name.startsWith(prefix)) continue;
      const path = join(folder, name);
      const written = await stat(path).catch(() => undefined);
      if (written && this.#clock.now() - written.mtimeMs > ABANDONED_MS) await rm(path, { force: true });
    }
  }
}

async function writeAll(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for (const piece of pieces) {
      let at = 0;
      while (at < piece.length) at += (await file.write(piece, at)).bytesWritten;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the new name last; a system that cannot sync a folder keeps names anyway. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** A file that stays open: reading goes on where it began, even when another file has taken its name. */
class FileSource implements ByteSource {
  readonly size: number;
  readonly #path: string;
  readonly #file: number;
  readonly #scratch = new Uint8Array(SCRATCH_BYTES);
  #isOpen = true;

  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'r');
    this.size = fstatSync(this.#file).size;
  }

  read(offset: number, length: number): Uint8Array {
    const room = length <= SCRATCH_BYTES ? this.#scratch : new Uint8Array(length);
    this.readInto(offset, length, room, 0);
    return room.length === length ? room : room.subarray(0, length);
  }

  load(offset: number, length: number): Uint8Array {
    const room = new Uint8Array(length);
    this.readInto(offset, length, room, 0);
    return room;
  }

  readInto(offset: number, length: number, into: Uint8Array, at: number): void {
    if (!this.#isOpen) throw new Fault('storage', `the search index ${this.#path} was closed`);
    let done = 0;
    try {
      while (done < length) {
        const read = readSync(this.#file, into, at + done, length - done, offset + done);
        if (read === 0) throw new Fault('storage', `the search index ${this.#path} ends too early`);
        done += read;
      }
    } catch (error) {
      throw error instanceof Fault ? error : fault(this.#path, error);
    }
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

const fault = (path: string, error: unknown): Fault =>
  new Fault('storage', `the search index ${path}: ${String(codeOf(error) ?? error)}`, { cause: error });
