import type { Log, LogFields } from '../core/log.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof LEVELS)[number];

/**
 * A log that is loaded when the first event comes that `threshold` lets through: most short commands have none to tell.
 * Order is kept.
 */
export function deferredLog(threshold: string, load: () => Promise<Log>): Log {
  const first = threshold === 'trace' ? 0 : LEVELS.map(String).indexOf(threshold);
  const wanted = new Set<Level>(first < 0 ? [] : LEVELS.slice(first));
  let loaded: Log | undefined;
  let loading: Promise<Log> | undefined;
  const tell = (level: Level, event: string, fields: LogFields): void => {
    if (loaded) {
      loaded[level](event, fields);
      return;
    }
    if (!wanted.has(level)) return;
    loading ??= load();
    loading = loading.then(log => {
      loaded = log;
      log[level](event, fields);
      return log;
    });
  };
  const logWith = (bound: LogFields): Log => ({
    debug: (event, fields) => tell('debug', event, { ...bound, ...fields }),
    info: (event, fields) => tell('info', event, { ...bound, ...fields }),
    warn: (event, fields) => tell('warn', event, { ...bound, ...fields }),
    error: (event, fields) => tell('error', event, { ...bound, ...fields }),
    child: fields => logWith({ ...bound, ...fields }),
  });
  return logWith({});
}
