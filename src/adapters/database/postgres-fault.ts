import { Fault, type FaultCode } from '../../core/errors.ts';

/**
 * SQLSTATE, or the start of one, to what it means for us: https://www.postgresql.org/docs/current/errcodes-appendix.html
 * Syntax, types and constraints are not here: those are mistakes of ours.
 */
const BY_STATE: readonly (readonly [state: string, code: FaultCode])[] = [
  ['08', 'unreachable'], // connection exception
  ['57P', 'unreachable'], // shut down, crashed, starting up, database dropped, idle session ended
  ['25P03', 'unreachable'], // idle in transaction for too long
  ['53300', 'unreachable'], // too many connections
  ['57014', 'timeout'], // statement timeout
  ['55P03', 'timeout'], // lock timeout
  ['28', 'refused'], // wrong user or password
  ['3D000', 'refused'], // no such database
  ['42501', 'refused'], // insufficient privilege
  ['53', 'storage'], // disk full, out of memory
  ['25006', 'storage'], // read-only server
  ['40', 'storage'], // deadlock, serialization
  ['58', 'storage'], // I/O error
  ['XX', 'storage'], // damaged data
];

const UNREACHABLE_ERRNO = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

/** The driver's own complaints carry no code. */
const UNREACHABLE_MESSAGE =
  /^(?:Connection terminated|Client (?:has encountered a connection error|was closed)|timeout exceeded when trying to connect|The server does not support SSL)/;
const TIMEOUT_MESSAGE = /^Query read timeout/;
/** No password where one is asked for, or a wrong one. */
const REFUSED_MESSAGE = /^SASL: /;
/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE = /^(?:ERR_TLS_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_(?:GET_ISSUER|VERIFY))/;

function codeOf(error: Error): FaultCode | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ETIMEDOUT') return 'timeout';
  if (UNREACHABLE_ERRNO.has(code) || UNREACHABLE_MESSAGE.test(error.message)) return 'unreachable';
  if (TIMEOUT_MESSAGE.test(error.message)) return 'timeout';
  if (REFUSED_MESSAGE.test(error.message) || CERTIFICATE.test(code)) return 'refused';
  return BY_STATE.find(([state]) => code.startsWith(state))?.[1];
}

/** The error as a Fault that names `server`, where the world is to blame; the error itself where a statement is. */
export function postgresFault(error: unknown, server: string): unknown {
  // A name with several addresses gives one error an address.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error)) return error;
  const code = codeOf(first);
  return code ? new Fault(code, `PostgreSQL at ${server}: ${first.message}`, { cause: error }) : error;
}

/** Whether the connection can't be used any more: closing it is all that is left. */
export const isConnectionLost = (fault: unknown): boolean =>
  fault instanceof Fault && (fault.code === 'unreachable' || fault.code === 'timeout');
