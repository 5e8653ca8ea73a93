import type { Log, LogFields } from '../../core/log.ts';

export type LogObserver = (event: string, fields: LogFields) => void;

/**
 * A log that tells an observer of every event, with the fields of its children, whatever level the log itself keeps to.
 * The observer must not throw.
 */
export function observeLog(log: Log, observer: LogObserver, own: LogFields = {}): Log {
  const tell = (event: string, fields: LogFields | undefined): void => observer(event, { ...own, ...fields });
  return {
    debug: (event, fields) => {
      log.debug(event, fields);
      tell(event, fields);
    },
    info: (event, fields) => {
      log.info(event, fields);
      tell(event, fields);
    },
    warn: (event, fields) => {
      log.warn(event, fields);
      tell(event, fields);
    },
    error: (event, fields) => {
      log.error(event, fields);
      tell(event, fields);
    },
    child: fields => observeLog(log.child(fields), observer, { ...own, ...fields }),
  };
}
