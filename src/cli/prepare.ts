import { createLog } from '../adapters/logging/create-log.ts';
import type { AppEnvironment } from '../app/open-stores.ts';
import { loadConfig, secretsOf } from '../config.ts';
import type { Config } from '../config-schema.ts';
import type { Terminal } from './verb.ts';

/** The configuration of this process and the log it asks for. `quiet` keeps to warnings: a person reads along. */
export function prepare(
  terminal: Terminal,
  loudness: 'quiet' | 'as-configured' = 'quiet',
): { readonly config: Config; readonly environment: AppEnvironment } {
  const config = loadConfig(terminal.environment);
  const level =
    loudness === 'as-configured' || terminal.environment['LOG_LEVEL'] ? config.log.level : 'error';
  const log = createLog({
    level,
    secrets: secretsOf(config),
    now: () => terminal.clock.now(),
    write: line => void terminal.stderr.write(line),
  });
  return { config, environment: { clock: terminal.clock, log } };
}
