import pino from 'pino';
import type { Log, LogFields } from '../../core/log.ts';
import { secretMasker } from '../../core/mask-secrets.ts';
import type { Secret } from '../../core/secret.ts';

export interface LogOptions {
  readonly level: string;
  /** Takes one JSON line an event. */
  readonly write: (line: string) => void;
  /** Their values are masked wherever they turn up, even inside another text. */
  readonly secrets: readonly Secret[];
  readonly now: () => number;
}

/** The log of a process: JSON lines with `time`, `level`, `event` and flat fields. */
export function createLog({ level, write, secrets, now }: LogOptions): Log {
  // On the finished line, so that nothing a logger does between can let a secret through.
  const mask = secretMasker(secrets, value => JSON.stringify(value).slice(1, -1));
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
