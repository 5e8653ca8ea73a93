import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/database/open-database.ts';
import type { SqlDatabase } from '../../../src/adapters/database/sql.ts';
import { Fault } from '../../../src/core/errors.ts';
import { type PostgresServer, startPostgres } from '../../emulators/postgres-server.ts';
import { TcpGate } from '../../emulators/tcp-gate.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';
import { SkippingClock } from '../../fakes/skipping-clock.ts';

let server: PostgresServer;
let gate: TcpGate;
let database: SqlDatabase;
let log: RecordingLog;
let opened: SqlDatabase[];

/** The server's URL by way of the gate. */
function gated(): string {
  const url = new URL(server.url);
  url.host = `127.0.0.1:${gate.port}`;
  return url.href;
}

async function open(url: string): Promise<SqlDatabase> {
  const other = await openDatabase(url, { clock: new SkippingClock('2026-01-07T09:00:00Z'), log });
  opened.push(other);
  return other;
}

async function faultOf(failing: Promise<unknown>): Promise<Fault> {
  const error = await failing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Fault) return error;
  throw new Error(`not a fault: ${String(error)}`);
}

const events = () => log.events.map(({ event }) => event).filter(event => event.startsWith('database-'));

beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
beforeEach(async () => {
  const { hostname, port } = new URL(server.url);
  gate = await TcpGate.before(hostname, Number(port));
  log = new RecordingLog();
  opened = [];
  database = await open(gated());
  log.events.length = 0;
});
afterEach(async () => {
  await gate.close();
  await Promise.all(opened.map(other => other.close()));
  await server.clear();
});
afterAll(() => server.stop(), 60_000);

describe('when the PostgreSQL server goes away', () => {
  it('statements and transactions are unreachable faults, and all goes on once it is back', async () => {
    gate.shut();
    expect((await faultOf(database.query('select 1'))).code).toBe('unreachable');
    expect((await faultOf(database.transaction(async session => session.query('select 1')))).code).toBe(
      'unreachable',
    );
    gate.open();
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
    expect(events()).toEqual(['database-unreachable', 'database-reachable']);
  });

  it('in the middle of a transaction nothing of it is kept', async () => {
    const attempt = database.transaction(async session => {
      await session.query(`insert into keyed (key, value) values ('a', 'value')`);
      gate.shut();
      await session.query(`insert into keyed (key, value) values ('b', 'value')`);
    });
    expect((await faultOf(attempt)).code).toBe('unreachable');
    gate.open();
    expect(await database.query('select key from keyed')).toEqual([]);
  });

  it('between two statements of a transaction the process stays up', async () => {
    const attempt = database.transaction(async session => {
      await session.query('select 1');
      gate.shut();
      await new Promise(resolve => setImmediate(resolve));
      await new Promise(resolve => setImmediate(resolve));
      await session.query('select 1');
    });
    expect((await faultOf(attempt)).code).toBe('unreachable');
  });

  it('every idle connection is replaced', async () => {
    await Promise.all(Array.from({ length: 8 }, () => database.query('select 1')));
    gate.shut();
    gate.open();
    const failures: unknown[] = [];
    const untilBack = (): Promise<unknown> =>
      database.query('select 1 as one').catch((error: unknown) => {
        failures.push(error);
        return untilBack();
      });
    expect(await untilBack()).toEqual([{ one: 1 }]);
    expect(failures.every(error => error instanceof Fault && error.code === 'unreachable')).toBe(true);
  });
});

describe('opening a PostgreSQL database', () => {
  it('that nobody serves is an unreachable fault that names the server and no password', async () => {
    gate.shut();
    const url = gated()
      .replace('//', '//ada:secret-word@')
      .replace(/secret-word@[^@]*@/, 'secret-word@');
    const fault = await faultOf(open(url));
    expect(fault.code).toBe('unreachable');
    expect(fault.message).toContain(`127.0.0.1:${gate.port}`);
    expect(fault.message).not.toContain('secret-word');
  });

  it('at a port where something else answers is a fault, not a wait for ever', async () => {
    const talker: Server = createServer(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    talker.listen(0, '127.0.0.1');
    await once(talker, 'listening');
    const address = talker.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect((await faultOf(open(`postgres://ada@127.0.0.1:${port}/papers`))).code).toBe('unreachable');
    talker.close();
  });

  it('by several processes at once makes the schema once', async () => {
    await server.reset();
    await Promise.all([open(server.url), open(server.url), open(server.url)]);
    expect(events().filter(event => event === 'database-migrated')).toHaveLength(1);
  });

  it('is held by as many processes as like', async () => {
    const other = await open(server.url);
    await database.hold();
    await other.hold();
    expect(await other.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});

it('a transaction that hides a failed statement is not taken for kept', async () => {
  const attempt = database.transaction(async session => {
    await session.query(`insert into keyed (key, value) values ('a', 'value')`);
    await session.query('selec').catch(() => undefined);
  });
  await expect(attempt).rejects.toThrow('a statement of this transaction failed');
  expect(await database.query('select key from keyed')).toEqual([]);
});
