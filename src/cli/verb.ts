import type { Readable } from 'node:stream';
import type { ParseArgsConfig } from 'node:util';
import type { Environment } from '../config.ts';
import type { Clock } from '../core/time.ts';

/** What a process gives a verb; nothing below reads a global. */
export interface Terminal {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: Environment;
  readonly clock: Clock;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

export interface Output {
  /** Resolves when the text was taken; a reader that went away ends the process quietly. */
  write(text: string): Promise<void>;
  readonly isTTY: boolean;
  readonly columns: number;
}

/** 0 done, 1 failed, 2 wrong usage or configuration, 3 done with some items skipped. */
export type ExitCode = 0 | 1 | 2 | 3;

type FlagConfig = NonNullable<ParseArgsConfig['options']>[string];

/** One `--flag` of a verb. */
export interface Flag extends FlagConfig {
  readonly summary: string;
  /** What stands for the value in help: `D`, `QUERY`. */
  readonly value?: string;
}

/** What a verb was called with, already checked against its flags. */
export interface VerbInput {
  readonly positionals: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
}

/** One verb of `broadsheet`, in a file of its own that is loaded only when it is called. */
export interface Verb {
  /** After `broadsheet VERB`: `PATH…`. */
  readonly usage: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Free words may start with a dash after the first one, as in `papers search moe -survey`. */
  readonly freeWords?: true;
  run(input: VerbInput, terminal: Terminal): Promise<ExitCode>;
}
