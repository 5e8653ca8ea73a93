import type { Log, LogFields } from '../../src/core/log.ts';
import { secretWatch } from '../secret-watch/secret-watch.ts';

export interface LoggedEvent {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

/** A log that keeps what it is told; children write to the same list. */
export class RecordingLog implements Log {
  readonly events: LoggedEvent[];
  readonly #fields: LogFields;

  constructor(events: LoggedEvent[] = [], fields: LogFields = {}) {
    this.events = events;
    this.#fields = fields;
  }

  debug(event: string, fields: LogFields = {}): void {
    this.#add('debug', event, fields);
  }
  info(event: string, fields: LogFields = {}): void {
    this.#add('info', event, fields);
  }
  warn(event: string, fields: LogFields = {}): void {
    this.#add('warn', event, fields);
  }
  error(event: string, fields: LogFields = {}): void {
    this.#add('error', event, fields);
  }

  child(fields: LogFields): Log {
    return new RecordingLog(this.events, { ...this.#fields, ...fields });
  }

  #add(level: LoggedEvent['level'], event: string, fields: LogFields): void {
    const logged = { level, event, fields: { ...this.#fields, ...fields } };
    secretWatch.saw(`the event ${event}`, JSON.stringify(logged));
    this.events.push(logged);
  }
}
