import { Fault, type FaultCode } from '../../core/errors.ts';

interface Cause {
  /** Primary result code: https://sqlite.org/rescode.html */
  readonly result: number;
  /** What SQLite says; the driver leaves the code out when a step of a statement fails. */
  readonly says: string;
  readonly code: FaultCode;
  readonly reason: string;
}

const BUSY = 5;

const CAUSES: readonly Cause[] = [
  { result: BUSY, says: 'database is locked', code: 'locked', reason: 'another process is writing to it' },
  { result: 3, says: 'access permission denied', code: 'storage', reason: 'permission denied' },
  { result: 8, says: 'attempt to write a readonly database', code: 'storage', reason: 'it is read-only' },
  { result: 10, says: 'disk I/O error', code: 'storage', reason: 'the disk failed' },
  { result: 11, says: 'database disk image is malformed', code: 'storage', reason: 'the file is damaged' },
  { result: 13, says: 'database or disk is full', code: 'storage', reason: 'the disk is full' },
  { result: 14, says: 'unable to open database file', code: 'storage', reason: 'the file cannot be opened' },
  {
    result: 26,
    says: 'file is not a database',
    code: 'storage',
    reason: 'the file is not a SQLite database',
  },
];

function causeOf(error: unknown): Cause | undefined {
  if (!(error instanceof Error)) return undefined;
  const result = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
  return CAUSES.find(cause =>
    result === undefined ? error.message === cause.says : cause.result === result,
  );
}

/** Whether another connection is writing just now: worth another try. */
export const isBusy = (error: unknown): boolean => causeOf(error)?.result === BUSY;

/** The error as a Fault that names the file, where the world is to blame; the error itself where a statement is. */
export function sqliteFault(error: unknown, file: string): unknown {
  const cause = causeOf(error);
  return cause ? new Fault(cause.code, `the database ${file}: ${cause.reason}`, { cause: error }) : error;
}
