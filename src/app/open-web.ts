import type { HttpHandler, RunningServer } from '../adapters/web/http-server.ts';
import type { Services } from '../commands/services.ts';
import type { Config } from '../config-schema.ts';
import type { Clock } from '../core/time.ts';
import type { AppEnvironment, Stores } from './open-stores.ts';

/** What the HTTP port shows of a process that is put together. */
export interface WebPorts {
  readonly stores: Stores;
  readonly services: Pick<Services, 'digests' | 'catalogue'>;
  /** How each chat platform stands: the kind of its last connection event. */
  readonly platforms: ReadonlyMap<string, string>;
  /** Paths that platforms take for themselves. */
  readonly webhooks: readonly HttpHandler[];
}

/** The HTTP port before it is opened. */
export interface Web {
  /** The environment whose log the metrics follow. */
  readonly environment: AppEnvironment;
  /** Rejects as `startHttpServer` does. */
  start(ports: WebPorts): Promise<RunningServer | undefined>;
}

/** The HTTP port that `PORT` turns on. Without it nothing is loaded, counted or opened. */
export async function openWeb(config: Config, environment: AppEnvironment): Promise<Web> {
  const { host, port } = config.http;
  if (port === undefined) return { environment, start: async () => undefined };
  const [{ Metrics }, { metricsHandler }, { ALIVE, readinessHandler }, { startHttpServer }, { observeLog }] =
    await Promise.all([
      import('../adapters/web/metrics.ts'),
      import('../adapters/web/metrics-handler.ts'),
      import('../adapters/web/health.ts'),
      import('../adapters/web/http-server.ts'),
      import('../adapters/logging/observe-log.ts'),
    ]);
  const metrics = new Metrics();
  const { clock } = environment;
  const log = observeLog(environment.log, (event, fields) => metrics.observe(event, fields));
  const sources = config.sources.names;
  return {
    environment: { clock, log },
    async start({ platforms, services, stores, webhooks }) {
      const facts = { ...stores, clock, sources };
      const askDatabase = (): Promise<unknown> => stores.database.query('select 1 as one');
      const ready = readinessHandler({ ...facts, askDatabase, platforms });
      const open = await openPublicPages(config, services, clock);
      const own = [ALIVE, ready, metricsHandler(metrics, facts), ...open];
      return startHttpServer({ host, port }, [...webhooks, ...own], log);
    },
  };
}

/** The pages for everybody, where the configuration says under which address. */
async function openPublicPages(
  { digest, http }: Config,
  services: WebPorts['services'],
  clock: Clock,
): Promise<HttpHandler[]> {
  const { publicUrl } = http;
  if (publicUrl === undefined) return [];
  const { publicPages } = await import('../adapters/web/public-pages.ts');
  const { limit, minVotes } = digest;
  return [publicPages({ ...services, clock, publicUrl, limit, minVotes })];
}
