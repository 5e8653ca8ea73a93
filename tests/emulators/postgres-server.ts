import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A PostgreSQL database of a suite's own. */
export interface PostgresServer {
  /** `postgres://…`, for one process or many. */
  readonly url: string;
  /** Deletes every row; the schema stays. */
  clear(): Promise<void>;
  /** Leaves nothing, not even a schema version. */
  reset(): Promise<void>;
  /** Drops the database, whoever is still connected. */
  stop(): Promise<void>;
}

const USUAL_PLACES = ['postgres://postgres@127.0.0.1:5432/postgres', 'postgres://root@127.0.0.1:5432/test'];

/**
 * A new, empty database on the server that `BROADSHEET_TEST_POSTGRES` names, else on one that listens at 127.0.0.1:5432.
 * Where there is none, PostgreSQL compiled to WebAssembly stands in, with one session that its connections share;
 * with `CI=true` a missing server is an error instead.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const named = process.env['BROADSHEET_TEST_POSTGRES'];
  for (const url of named ? [named] : USUAL_PLACES) {
    const admin = await connect(url);
    if (admin) return databaseOn(admin, url);
  }
  if (named || process.env['CI'] === 'true')
    throw new Error(
      `no PostgreSQL answers at ${named ?? '127.0.0.1:5432'}; start one or name it in BROADSHEET_TEST_POSTGRES`,
    );
  return standIn();
}

async function connect(url: string): Promise<Client | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch {
    return undefined;
  }
}

async function databaseOn(admin: Client, adminUrl: string): Promise<PostgresServer> {
  const name = `broadsheet_test_${randomBytes(6).toString('hex')}`;
  await admin.query(`create database ${name}`);
  const address = new URL(adminUrl);
  address.pathname = `/${name}`;
  const url = address.href;
  return {
    url,
    clear: () => run(url, CLEAR),
    reset: () => run(url, RESET),
    stop: async () => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** `replica`: foreign keys do not ask in which order. */
const CLEAR = `do $$
  declare name text;
  begin
    set local session_replication_role = replica;
    for name in select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'
    loop execute format('delete from %I', name); end loop;
  end $$`;

const RESET = 'set client_min_messages = warning; drop schema public cascade; create schema public';

async function standIn(): Promise<PostgresServer> {
  const { PGliteServer } = await import('./pglite-server.ts');
  const server = await PGliteServer.start();
  return {
    url: server.url,
    clear: () => run(server.url, CLEAR),
    reset: () => run(server.url, RESET),
    stop: () => server.stop(),
  };
}
