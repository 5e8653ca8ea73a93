import { systemClock } from './adapters/scheduler/system-clock.ts';
import { run } from './cli/run.ts';
import type { Output } from './cli/verb.ts';
import { environment, packageVersion } from './config.ts';

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: text =>
      new Promise((resolve, reject) => {
        stream.write(text, error => (error ? reject(error) : resolve()));
      }),
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns ?? 80;
    },
  };
}

// A reader that has seen enough (`| head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
}

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second time the person means it.
    if (stopping.signal.aborted) process.exit(130);
    stopping.abort(signal);
  });
}

process.exitCode = await run(
  process.argv.slice(2),
  {
    stdin: process.stdin,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    environment: environment(),
    clock: systemClock,
    signal: stopping.signal,
  },
  packageVersion(),
);
