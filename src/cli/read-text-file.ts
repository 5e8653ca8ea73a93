import { readFile } from 'node:fs/promises';
import { Fault } from '../core/errors.ts';
import type { Terminal } from './verb.ts';

/** A whole text file; `-` is standard input. Rejects with Fault `not-found`. */
export async function readTextFile(path: string, { stdin }: Pick<Terminal, 'stdin'>): Promise<string> {
  try {
    if (path !== '-') return await readFile(path, 'utf8');
    const chunks: Buffer[] = [];
    for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Uint8Array));
    return Buffer.concat(chunks).toString('utf8');
  } catch (error) {
    throw new Fault('not-found', `can't read ${path}`, { cause: error });
  }
}
