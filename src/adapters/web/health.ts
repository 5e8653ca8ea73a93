import { Fault } from '../../core/errors.ts';
import type { SourceRunLog } from '../../core/sources/source-run-log.ts';
import type { Clock } from '../../core/time.ts';
import { answerText, onlyReads } from './answer-text.ts';
import type { HttpHandler } from './http-server.ts';
import { sourceAges } from './source-ages.ts';

/** One thing that must be so before the process counts as ready. `detail` is fit for anybody. */
export interface ReadinessCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export interface ReadinessPorts {
  readonly clock: Clock;
  /** Rejects with a Fault when the database does not answer. */
  readonly askDatabase: () => Promise<unknown>;
  /** How each platform of the process stands: the kind of its last connection event. */
  readonly platforms: ReadonlyMap<string, string>;
  readonly runs: Pick<SourceRunLog, 'select'>;
  readonly sources: readonly string[];
}

/** A source that has not answered for so long is stale: some twenty askings by the default schedule. */
export const STALE_MS = 6 * 3_600_000;
const HOUR_MS = 3_600_000;

/** `/healthz` says that the process runs. */
export const ALIVE: HttpHandler = {
  paths: ['/healthz'],
  handle: async (request, response) => {
    if (onlyReads(request, response)) answerText(request, response, 200, 'ok');
  },
};

/** `/readyz` says, check by check, whether the process can do its work. */
export function readinessHandler(ports: ReadinessPorts): HttpHandler {
  return {
    paths: ['/readyz'],
    async handle(request, response) {
      if (!onlyReads(request, response)) return;
      const checks = await readiness(ports);
      const ready = checks.every(check => check.ok);
      const said = JSON.stringify({ ready, checks }, null, 2);
      answerText(request, response, ready ? 200 : 503, `${said}\n`, {
        'content-type': 'application/json; charset=utf-8',
      });
    },
  };
}

/**
 * Database, platforms, sources. One source that fails does not make the process unready: the others, commands and the
 * archive still serve; all of them do.
 */
export async function readiness(ports: ReadinessPorts): Promise<ReadinessCheck[]> {
  const platforms = [...ports.platforms].map(([name, state]) => ({
    name: `platform:${name}`,
    ok: state === 'connected',
    detail: state,
  }));
  try {
    await ports.askDatabase();
    const sources = await checkSources(ports);
    return [{ name: 'database', ok: true, detail: 'answers' }, ...platforms, sources];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [{ name: 'database', ok: false, detail: `does not answer: ${error.code}` }, ...platforms];
  }
}

async function checkSources({ clock, runs, sources }: ReadinessPorts): Promise<ReadinessCheck> {
  const ages = await sourceAges(runs, sources, clock.now());
  const detail = ages
    .map(({ source, ageMs, failing }) => `${source} ${describeAge(ageMs)}${failing ? ', failing now' : ''}`)
    .join('; ');
  return { name: 'sources', ok: ages.some(({ ageMs }) => ageMs <= STALE_MS), detail };
}

function describeAge(ageMs: number): string {
  if (ageMs === Number.POSITIVE_INFINITY) return 'has not answered';
  return ageMs < HOUR_MS
    ? `answered ${Math.round(ageMs / 60_000)} min ago`
    : `answered ${Math.round(ageMs / HOUR_MS)} h ago`;
}
