import pino from 'pino';
import type { Log, LogFields } from '../../core/log.ts';
import type { Secret } from '../../core/secret.ts';

export interface LogOptions {
  readonly level: string;
  /** Takes one JSON line an event. */
  readonly write: (line: string) => void;
  /** Their values are masked wherever they turn up, even inside another text. */
  readonly secrets: readonly Secret[];
  readonly now: () => number;
}

/** Shorter values would mask ordinary words. */
const MIN_SECRET_LENGTH = 6;

/** The log of a process: JSON lines with `time`, `level`, `event` and flat fields. */
export function createLog({ level, write, secrets, now }: LogOptions): Log {
  const mask = masker(secrets);
  const root = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: label => ({ level: label }) },
    },
    { write: line => write(mask(line)) },
  );
  return wrap(root);
}

function wrap(logger: pino.Logger): Log {
  return {
    debug: (event, fields) => logger.debug(fields ?? {}, event),
    info: (event, fields) => logger.info(fields ?? {}, event),
    warn: (event, fields) => logger.warn(fields ?? {}, event),
    error: (event, fields) => logger.error(fields ?? {}, event),
    child: (fields: LogFields) => wrap(logger.child(fields)),
  };
}

/** Works on the finished line, so that nothing a logger does between can let a secret through. */
function masker(secrets: readonly Secret[]): (line: string) => string {
  const values = secrets
    .map(secret => JSON.stringify(secret.reveal()).slice(1, -1))
    .filter(value => value.length >= MIN_SECRET_LENGTH)
    .sort((a, b) => b.length - a.length);
  if (values.length === 0) return line => line;
  const pattern = new RegExp(
    values.map(value => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
    'g',
  );
  return line => line.replace(pattern, '[secret]');
}
