import type { AppEnvironment } from '../app/open-stores.ts';
import { loadConfig, secretsOf } from '../config.ts';
import type { Config } from '../config-schema.ts';
import type { Log } from '../core/log.ts';
import { deferredLog } from './deferred-log.ts';
import type { Terminal } from './verb.ts';

/** Of what a short command logs, a person hears this much. */
const QUIET = 'error';

/** The configuration of this process and the log it asks for. `quiet` keeps to errors: a person reads along. */
export function prepare(
  terminal: Terminal,
  loudness: 'quiet' | 'as-configured' = 'quiet',
): { readonly config: Config; readonly environment: AppEnvironment } {
  const config = loadConfig(terminal.environment);
  const level = loudness === 'as-configured' || terminal.environment['LOG_LEVEL'] ? config.log.level : QUIET;
  const load = async (): Promise<Log> => {
    const { createLog } = await import('../adapters/logging/create-log.ts');
    return createLog({
      level,
      secrets: secretsOf(config),
      now: () => terminal.clock.now(),
      write: line => void terminal.stderr.write(line),
    });
  };
  return { config, environment: { clock: terminal.clock, log: deferredLog(level, load) } };
}
