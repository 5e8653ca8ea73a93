import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../core/errors.ts';

/** Where the database is. `file` is absolute, or `:memory:` for one that ends with its connection. */
export type DatabaseLocation =
  | { readonly engine: 'sqlite'; readonly file: string }
  | { readonly engine: 'postgres'; readonly url: string };

/**
 * Reads a `DATABASE_URL`: `file:./data/broadsheet.db`, `file::memory:`, `postgres://user:password@host:5432/name`.
 * Throws UsageError for anything else; the message never repeats what may hold a password.
 */
export function parseDatabaseUrl(url: string): DatabaseLocation {
  if (/^postgres(?:ql)?:/i.test(url)) return { engine: 'postgres', url: checkedServerUrl(url) };
  const path = /^file:(.*)$/is.exec(url)?.[1];
  if (path === undefined) {
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1];
    const found = scheme ? `it starts with ${scheme}:` : 'it has no scheme';
    throw new UsageError(
      `DATABASE_URL must start with file: or postgres://, but ${found}; for example file:./data/broadsheet.db`,
    );
  }
  if (path === ':memory:') return { engine: 'sqlite', file: path };
  if (path === '' || path.endsWith('/')) throw new UsageError('DATABASE_URL: file: needs the path of a file');
  if (/[?#\0]/.test(path)) throw new UsageError('DATABASE_URL: a file: path takes no ?options or #fragment');
  return { engine: 'sqlite', file: path.startsWith('//') ? fileOf(url) : resolve(path) };
}

function fileOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    throw new UsageError(
      'DATABASE_URL: after file: comes a path, ./data/broadsheet.db or /var/lib/broadsheet.db; two slashes would name a host',
      { cause: error },
    );
  }
}

function checkedServerUrl(url: string): string {
  try {
    const parsed = new URL(url);
    // A socket folder is given as ?host=/var/run/postgresql.
    if (parsed.hostname !== '' || parsed.searchParams.has('host')) return url;
  } catch {
    // said below, for both
  }
  throw new UsageError(
    'DATABASE_URL: not a PostgreSQL address; it is written postgres://user:password@host:5432/name, ' +
      'with any @ / : ? # in the password percent-encoded',
  );
}
