import { describe, expect, it } from 'vitest';
import { postgresFault } from '../../../src/adapters/database/postgres-fault.ts';
import { Fault } from '../../../src/core/errors.ts';

const error = (message: string, code?: string): Error =>
  Object.assign(new Error(message), code ? { code } : {});

describe('an error of PostgreSQL', () => {
  it.each([
    ['unreachable', error('terminating connection due to administrator command', '57P01')],
    ['unreachable', error('the database system is starting up', '57P03')],
    ['unreachable', error('sorry, too many clients already', '53300')],
    ['unreachable', error('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED')],
    ['unreachable', error('getaddrinfo ENOTFOUND db.example.org', 'ENOTFOUND')],
    ['unreachable', error('Connection terminated unexpectedly')],
    ['unreachable', error('Client has encountered a connection error and is not queryable')],
    ['unreachable', error('timeout exceeded when trying to connect')],
    ['unreachable', new AggregateError([error('connect ECONNREFUSED ::1:5432', 'ECONNREFUSED')])],
    ['timeout', error('canceling statement due to statement timeout', '57014')],
    ['timeout', error('Query read timeout')],
    ['refused', error('password authentication failed for user "ada"', '28P01')],
    ['refused', error('database "papers" does not exist', '3D000')],
    ['refused', error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string')],
    ['refused', error('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['storage', error('could not extend file: No space left on device', '53100')],
    ['storage', error('cannot execute INSERT in a read-only transaction', '25006')],
    ['storage', error('deadlock detected', '40P01')],
  ] as const)('is a %s fault: %s', (code, cause) => {
    const fault = postgresFault(cause, 'db.example.org/papers');
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).toMatchObject({ code, cause });
    expect((fault as Fault).message).toMatch(/^PostgreSQL at db\.example\.org\/papers: ./);
  });

  it.each([
    error('syntax error at or near "selec"', '42601'),
    error('duplicate key value violates unique constraint', '23505'),
    error('anything else'),
    new Fault('unreachable', 'already told'),
    'not even an error',
  ])('stays what it is when a statement of ours is to blame: %s', cause => {
    expect(postgresFault(cause, 'db.example.org/papers')).toBe(cause);
  });
});
