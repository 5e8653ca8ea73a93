import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { Fault, UsageError } from '../../core/errors.ts';

/** Pieces this large are packed at once. */
const PIECE = 256 * 1024;

/**
 * Writes a gzipped file of JSON lines that is there whole or not at all, readable by its owner alone. Rejects with
 * UsageError where there is one already and `replace` is not said, and with Fault `storage` where it can't be written.
 */
export async function writeBackupFile<T>(
  path: string,
  replace: boolean,
  produce: (write: (line: unknown) => Promise<void>) => Promise<T>,
): Promise<T> {
  if (!replace && existsSync(path)) throw new UsageError(`${path} is there already; --replace overwrites it`);
  const half = `${path}.writing-${process.pid}`;
  try {
    const file = createWriteStream(half, { mode: 0o600, flags: 'wx' });
    const gzip = createGzip();
    const whole = finished(pipeline(gzip, file, () => undefined));
    // Heard at the end; until then a failure shows as a write that fails.
    whole.catch(() => undefined);
    const pack = packer(gzip);
    const result = await Promise.race([produce(line => pack.write(line)), failed(whole)]);
    await pack.end();
    await whole;
    await sync(half);
    await rename(half, path);
    return result;
  } catch (error) {
    await rm(half, { force: true });
    throw fileFault(error, `${path} can't be written`);
  }
}

/** The lines of such a file. Rejects with Fault `not-found` or `bad-format`. */
export async function* readBackupFile(path: string): AsyncGenerator<unknown> {
  const unpacked = pipeline(createReadStream(path), createGunzip(), () => undefined);
  let rest = '';
  try {
    const decoder = new TextDecoder();
    for await (const chunk of unpacked) {
      const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line);
    }
    if (rest !== '') yield JSON.parse(rest);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Fault('bad-format', `${path} is no backup of Broadsheet`, { cause: error });
    throw fileFault(error, `${path} can't be read`);
  }
}

function packer(gzip: ReturnType<typeof createGzip>) {
  let piece = '';
  const flush = async (): Promise<void> => {
    const full = !gzip.write(piece);
    piece = '';
    if (full) await once(gzip, 'drain');
  };
  return {
    async write(line: unknown): Promise<void> {
      piece += `${JSON.stringify(line)}\n`;
      if (piece.length >= PIECE) await flush();
    },
    async end(): Promise<void> {
      await flush();
      gzip.end();
    },
  };
}

const failed = (whole: Promise<void>): Promise<never> =>
  new Promise((_, reject) => void whole.catch((error: Error) => reject(error)));

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}

/** An error of the file system or of unpacking as a Fault; any other as it is. */
function fileFault(error: unknown, what: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || error instanceof Fault) return error;
  const code = String(error.code);
  if (code === 'ENOENT') return new Fault('not-found', `${what}: no such file or folder`, { cause: error });
  if (code.startsWith('Z_'))
    return new Fault('bad-format', `${what}: it is cut off or no backup of Broadsheet`, { cause: error });
  return new Fault('storage', `${what} (${code})`, { cause: error });
}
