/** Structured facts of a log event; values are numbers, short strings and ids, never tokens and never a person's text. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where core and adapters report what happened. One event a line, `event` in kebab-case. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A log that adds `fields` to every event: one id through source, edition and delivery. */
  child(fields: LogFields): Log;
}
