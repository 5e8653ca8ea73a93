import { chmod, open, readFile, rename, rm } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { Fault } from '../core/errors.ts';

/** The text of an environment file, empty where there is none. Rejects with Fault `storage`. */
export async function readEnvFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new Fault('storage', `${path} can't be read`, { cause: error });
  }
}

/** Variables of these that the file sets to something else already. */
export function conflictsWith(text: string, values: Readonly<Record<string, string>>): string[] {
  const before = parseEnv(text);
  return Object.keys(values).filter(name => before[name] !== undefined && before[name] !== values[name]);
}

/**
 * The text with these variables set: every other line stays as it is, comments too; a variable that is there is changed
 * where it stands, a new one is put at the end.
 */
export function withVariables(text: string, values: Readonly<Record<string, string>>): string {
  const left = new Map(Object.entries(values));
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const kept = lines.flatMap(line => {
    const name = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/.exec(line)?.[1] ?? '';
    const value = values[name];
    if (value === undefined) return [line];
    // The last of several lines counts: all but one go.
    return left.delete(name) ? [assignment(name, value)] : [];
  });
  const added = [...left].map(([name, value]) => assignment(name, value));
  return `${[...kept, ...added].join('\n')}\n`;
}

/** In quotes where a reader of such files would otherwise stop or trim. */
const assignment = (name: string, value: string): string =>
  /^[\w./:@+,*=-]*$/.test(value) ? `${name}=${value}` : `${name}=${JSON.stringify(value)}`;

/** Writes the whole file or nothing, readable by its owner alone. Rejects with Fault `storage`. */
export async function writeEnvFile(path: string, text: string): Promise<void> {
  const half = `${path}.writing-${process.pid}`;
  try {
    const file = await open(half, 'w', 0o600);
    await file.writeFile(text);
    await file.sync();
    await file.close();
    await chmod(half, 0o600);
    await rename(half, path);
  } catch (error) {
    await rm(half, { force: true });
    throw new Fault('storage', `${path} can't be written`, { cause: error });
  }
}
