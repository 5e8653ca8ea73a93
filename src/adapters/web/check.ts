import { createServer } from 'node:net';
import { type Finding, findingsOn } from '../../core/finding.ts';

const find = findingsOn('HTTP');
const ANSWER_MS = 3_000;

/** Whether the port of the HTTP server can be had. */
export async function checkPort({
  port,
  host,
}: {
  readonly port: number | undefined;
  readonly host: string;
}): Promise<Finding[]> {
  if (port === undefined) return [find.ok('port', 'off: PORT is not set')];
  const place = `${port} on ${host}`;
  const code = await tryToListen(port, host);
  if (code === undefined) return [find.ok('port', `${place} is free`)];
  if (code === 'EADDRINUSE') {
    if (await isBroadsheet(port, host))
      return [find.ok('port', `${place}, in use by a Broadsheet that runs`)];
    const fix = 'stop the other program, or choose another PORT';
    return [find.fail('port', `${place} is taken by another program`, fix)];
  }
  if (code === 'EACCES')
    return [find.fail('port', `${place} may not be opened (EACCES)`, 'choose a PORT above 1023')];
  return [find.fail('port', `${place} can't be opened (${code})`, 'set HOST to an address of this machine')];
}

/** The error code of a listener that could not begin; nothing where it could. */
function tryToListen(port: number, host: string): Promise<string | undefined> {
  const server = createServer();
  return new Promise(resolve => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

async function isBroadsheet(port: number, host: string): Promise<boolean> {
  try {
    const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
    const where = name.includes(':') ? `[${name}]` : name;
    const response = await fetch(`http://${where}:${port}/healthz`, {
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return response.ok && response.headers.get('server') === 'Broadsheet';
  } catch {
    return false;
  }
}
