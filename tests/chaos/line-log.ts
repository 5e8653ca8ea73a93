import type { Log } from '../../src/core/log.ts';

/** A log that writes one JSON line an event to standard error, for whoever started the process. */
export const lineLog = (fields: object): Log => {
  const write =
    (level: string) =>
    (event: string, more: object = {}) =>
      void process.stderr.write(`${JSON.stringify({ level, event, ...fields, ...more })}\n`);
  return {
    debug: () => undefined,
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: more => lineLog({ ...fields, ...more }),
  };
};
