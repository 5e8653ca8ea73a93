import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseDatabaseUrl } from '../src/adapters/database/database-url.ts';
import { ALIVE } from '../src/adapters/web/health.ts';
import { VERBS } from '../src/cli/catalogue.ts';
import { packageRoot, VARIABLES } from '../src/config.ts';

const read = (path: string): string => readFileSync(join(packageRoot, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  engines: { node: string };
  scripts: Record<string, string>;
};
/** What Node and npm read themselves. */
const NODES_OWN = new Set(['NODE_ENV']);
const known = (name: string): boolean => NODES_OWN.has(name) || VARIABLES.some(one => one.name === name);
/** Longer than the ten seconds a stopping process may take. */
const LEAST_GRACE_SECONDS = 11;

/** The instructions of a Dockerfile, continued lines joined. */
const instructions = read('deploy/Dockerfile')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .flatMap(line => {
    const match = /^([A-Z]+)\s+(.*)$/.exec(line);
    return match ? [{ name: match[1] ?? '', rest: match[2] ?? '' }] : [];
  });
const all = (name: string): string[] => instructions.filter(one => one.name === name).map(one => one.rest);
const last = (name: string): string => all(name).at(-1) ?? '';
const imageVariables = Object.fromEntries(
  all('ENV').flatMap(line => line.split(/\s+/).map(pair => pair.split('=', 2) as [string, string])),
);

describe('the image', () => {
  it('has a Node that package.json takes, the same when it builds and when it runs', () => {
    const bases = all('FROM').map(line => /^node:(\d+)-/.exec(line)?.[1]);
    const least = Number(/^>=(\d+)/.exec(manifest.engines.node)?.[1]);
    expect(new Set(bases).size).toBe(1);
    expect(Number(bases[0])).toBeGreaterThanOrEqual(least);
    expect([20, 22, 24]).toContain(Number(bases[0]));
  });

  it('copies and builds only what is there, by scripts that exist', () => {
    const own = all('COPY').filter(line => !line.startsWith('--from'));
    for (const line of own)
      for (const path of line.split(/\s+/).slice(0, -1))
        expect(existsSync(join(packageRoot, path))).toBe(true);
    const shipped = all('COPY').flatMap(
      line => /^--from=build \/app\/(\S+) (\S+)$/.exec(line)?.slice(1, 3) ?? [],
    );
    expect(shipped).toContain('config');
    expect(shipped).toContain('node_modules');
    for (const path of shipped)
      expect(['node_modules', 'dist'].includes(path) || existsSync(join(packageRoot, path))).toBe(true);
    const scripts = all('RUN').flatMap(run => /^npm run (\S+)$/.exec(run)?.[1] ?? []);
    expect(scripts.filter(script => !(script in manifest.scripts))).toEqual([]);
    expect(all('RUN')[0]).toMatch(/^npm ci\b/);
  });

  it('keeps tokens and what is built elsewhere out', () => {
    const left = read('.dockerignore').split('\n');
    for (const path of ['.env', '.git', 'node_modules', 'dist', 'data']) expect(left).toContain(path);
  });

  it('starts the bot by a verb that exists, as a user without rights, so that signals reach it', () => {
    const [command, ...words] = JSON.parse(last('ENTRYPOINT')) as string[];
    expect(command).toBe('node');
    expect(words.at(-1)).toBe('dist/main.js');
    for (const verb of JSON.parse(last('CMD')) as string[]) expect(VERBS).toHaveProperty([verb]);
    expect(['node', '1000']).toContain(last('USER'));
    expect(last('STOPSIGNAL')).toBe('SIGTERM');
    const order = instructions.map(one => one.name);
    expect(order.lastIndexOf('USER')).toBeLessThan(order.lastIndexOf('ENTRYPOINT'));
    expect(order.lastIndexOf('USER')).toBeGreaterThan(order.lastIndexOf('RUN'));
  });

  it('keeps what the database writes by default', () => {
    const url = /"url": "(file:[^"]+)"/.exec(read('config/default.json'))?.[1] ?? '';
    const file = posix.resolve(last('WORKDIR'), url.replace(/^file:/, ''));
    expect(posix.dirname(file)).toBe(last('VOLUME'));
  });

  it('asks a page that is served whether it is well', () => {
    const url = /fetch\('([^']+)'\)/.exec(last('HEALTHCHECK'))?.[1] ?? '';
    const { port, pathname } = new URL(url);
    expect(ALIVE.paths).toContain(pathname);
    expect(port).toBe(imageVariables['PORT']);
    expect(port).toBe(last('EXPOSE'));
    expect(imageVariables['HOST']).toBe('0.0.0.0');
  });

  it('sets only variables that exist', () => {
    expect(Object.keys(imageVariables).filter(name => !known(name))).toEqual([]);
  });
});

interface Service {
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly environment: Record<string, string>;
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly ports?: readonly string[];
  readonly env_file?: string;
  readonly stop_grace_period: string;
  readonly read_only?: boolean;
  readonly depends_on?: Record<string, unknown>;
  readonly healthcheck?: unknown;
}
interface Compose {
  readonly services: Record<string, Service> & { readonly broadsheet: Service };
  readonly volumes: Record<string, unknown>;
}

describe.each(['compose.yaml', 'compose.postgres.yaml'])('deploy/%s', name => {
  const compose = parse(read(`deploy/${name}`)) as Compose;
  const { broadsheet, ...others } = compose.services;

  it('builds the image of this checkout and gives it the tokens of its .env', () => {
    const context = posix.join('deploy', broadsheet.build?.context ?? '');
    expect(existsSync(join(packageRoot, context, broadsheet.build?.dockerfile ?? 'nowhere'))).toBe(true);
    expect(posix.join('deploy', broadsheet.env_file ?? '')).toBe('.env');
  });

  it('sets only variables that exist, to values that are taken', () => {
    expect(Object.keys(broadsheet.environment).filter(variable => !known(variable))).toEqual([]);
    const url = (broadsheet.environment['DATABASE_URL'] ?? '').replace(/\$\{[^}]*\}/, 'secret');
    expect(parseDatabaseUrl(url).engine).toBe(name.includes('postgres') ? 'postgres' : 'sqlite');
  });

  it('lets every process stop in its own time', () => {
    for (const service of Object.values(compose.services))
      expect(Number(/^(\d+)s$/.exec(service.stop_grace_period)?.[1])).toBeGreaterThanOrEqual(
        LEAST_GRACE_SECONDS,
      );
  });

  it('gives what is written a place: a volume for what must stay', () => {
    const places = [...(broadsheet.volumes ?? []), ...(broadsheet.tmpfs ?? [])];
    expect(broadsheet.read_only).toBe(true);
    expect(places.some(place => place.split(':').includes(last('VOLUME')))).toBe(true);
    const volumes = Object.values(compose.services)
      .flatMap(service => service.volumes ?? [])
      .map(volume => volume.split(':')[0]);
    expect(volumes.length).toBeGreaterThan(0);
    expect(new Set(Object.keys(compose.volumes))).toEqual(new Set(volumes));
  });

  it('shows ports to this machine alone', () => {
    for (const port of broadsheet.ports ?? []) expect(port).toBe(`127.0.0.1:8080:${last('EXPOSE')}`);
  });

  it('waits for the services that its database is', () => {
    const host = /@([^:/]+)/.exec(broadsheet.environment['DATABASE_URL'] ?? '')?.[1];
    expect(Object.keys(others)).toEqual(host === undefined ? [] : [host]);
    expect(Object.keys(broadsheet.depends_on ?? {})).toEqual(Object.keys(others));
    for (const service of Object.values(others)) expect(service).toHaveProperty('healthcheck');
  });
});

describe('deploy/broadsheet.service', () => {
  const unit = read('deploy/broadsheet.service');
  const values = (key: string): string[] =>
    [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(m => m[1] ?? '');

  it('starts the bot by a verb that exists, as a user without rights', () => {
    const words = (values('ExecStart')[0] ?? '').split(' ');
    expect(words.at(-2)).toBe('dist/main.js');
    expect(VERBS).toHaveProperty([words.at(-1) ?? '']);
    expect(values('User')).toEqual(['broadsheet']);
    expect(values('NoNewPrivileges')).toEqual(['true']);
  });

  it('sets only variables that exist, and a database where it may write', () => {
    const pairs = values('Environment').map(line => line.split('=', 2) as [string, string]);
    expect(pairs.map(([variable]) => variable).filter(variable => !known(variable))).toEqual([]);
    const url = new Map(pairs).get('DATABASE_URL') ?? '';
    const place = parseDatabaseUrl(url);
    expect(place.engine === 'sqlite' && place.file).toBe(
      `/var/lib/${values('StateDirectory')[0]}/broadsheet.db`,
    );
    expect(values('ProtectSystem')).toEqual(['strict']);
  });

  it('lets it stop in its own time, and does not try a wrong configuration again', () => {
    expect(Number(values('TimeoutStopSec')[0])).toBeGreaterThanOrEqual(LEAST_GRACE_SECONDS);
    expect(values('KillSignal')).toEqual(['SIGTERM']);
    expect(values('RestartPreventExitStatus')).toEqual(['2']);
  });
});
