import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from '../../../src/adapters/database/database-url.ts';
import { UsageError } from '../../../src/core/errors.ts';

describe('a DATABASE_URL', () => {
  it.each([
    ['file:./data/broadsheet.db', resolve('data/broadsheet.db')],
    ['file:data/broadsheet.db', resolve('data/broadsheet.db')],
    ['file:/var/lib/broadsheet.db', '/var/lib/broadsheet.db'],
    ['file:///var/lib/the%20papers.db', '/var/lib/the papers.db'],
    ['FILE:./100%.db', resolve('100%.db')],
    ['file::memory:', ':memory:'],
  ])('%s names a SQLite file', (url, file) => {
    expect(parseDatabaseUrl(url)).toEqual({ engine: 'sqlite', file });
  });

  it.each([
    'postgres://ada:p%40ss@db.example.org:5432/papers?sslmode=require',
    'postgresql://db.example.org/papers',
    'postgres:///papers?host=/var/run/postgresql',
  ])('%s names a PostgreSQL database', url => {
    expect(parseDatabaseUrl(url)).toEqual({ engine: 'postgres', url });
  });

  it.each([
    ['', 'it has no scheme'],
    ['./data/broadsheet.db', 'it has no scheme'],
    ['mysql://ada:secret-word@db/papers', 'it starts with mysql:'],
    ['file:', 'needs the path of a file'],
    ['file:./data/', 'needs the path of a file'],
    ['file:./data/broadsheet.db?mode=ro', 'takes no ?options'],
    ['file://data/broadsheet.db', 'two slashes would name a host'],
    ['postgres:', 'not a PostgreSQL address'],
    ['postgres://', 'not a PostgreSQL address'],
    ['postgres://ada:secret-word#1@db:x/papers', 'percent-encoded'],
  ])('%s is a usage error that keeps secrets', (url, says) => {
    const parse = (): unknown => parseDatabaseUrl(url);
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(/^DATABASE_URL/);
    expect(parse).toThrow(says);
    expect(parse).not.toThrow('secret-word');
  });
});
