import { describeSpan } from '../../core/describe-span.ts';
import { Fault } from '../../core/errors.ts';
import { type Finding, findingsOn } from '../../core/finding.ts';
import { currentDay, HUGGINGFACE_CALENDAR } from '../../core/sources/listing-day.ts';
import type { Clock, InstantMs } from '../../core/time.ts';
import type { SourcesConfig } from './create-sources.ts';
import { type Exchanged, exchange } from './exchange.ts';
import { statusFault } from './http-fault.ts';

/** What another machine's clock showed, by the `Date` of its answer, and what ours showed then. */
export interface HeardTime {
  readonly host: string;
  readonly theirs: InstantMs;
  readonly ours: InstantMs;
}

export interface SourcesCheck {
  readonly findings: readonly Finding[];
  readonly heard: readonly HeardTime[];
}

export interface SourcesCheckOptions {
  readonly clock: Clock;
  readonly version: string;
  readonly signal: AbortSignal;
}

interface Asked {
  readonly name: string;
  readonly variable: string;
  readonly url: URL;
  readonly authorization?: string;
}

const find = findingsOn('Sources');
const LIMITS = { headersMs: 15_000, stallMs: 10_000, totalMs: 30_000, maxBytes: 20_000_000 };

/** Asks each configured upstream once: whether it answers, and what it still lets us ask. Never rejects for what it finds. */
export async function checkSources(
  config: SourcesConfig,
  options: SourcesCheckOptions,
): Promise<SourcesCheck> {
  const results = await Promise.all(upstreams(config, options.clock).map(asked => ask(asked, options)));
  return {
    findings: results.map(({ finding }) => finding),
    heard: results.flatMap(({ heard }) => heard ?? []),
  };
}

/** What a server's clock shows; nothing where it does not answer or does not say. */
export async function hearTime(
  url: URL,
  { clock, version, signal }: SourcesCheckOptions,
): Promise<HeardTime | undefined> {
  try {
    const headers = { 'user-agent': `Broadsheet/${version}`, accept: '*/*' };
    const answer = await exchange({ url, headers, authorization: undefined, signal }, LIMITS);
    return timeOf(answer, clock.now());
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** One question an upstream, the smallest that needs what digests need. */
function upstreams({ names, huggingface, arxiv }: SourcesConfig, clock: Clock): Asked[] {
  const asked: Asked[] = [];
  if (names.includes('huggingface')) {
    // The current list may be of a day that has not begun in UTC, and is then called a bad date.
    const utc = new Date(clock.now()).toISOString().slice(0, 10);
    const day = [currentDay(HUGGINGFACE_CALENDAR, clock.now()), utc].sort()[0] ?? utc;
    const url = new URL(`${huggingface.endpoint.replace(/\/+$/, '')}/api/daily_papers?date=${day}&limit=1`);
    const authorization = huggingface.token && `Bearer ${huggingface.token.reveal()}`;
    asked.push({
      name: 'huggingface',
      variable: 'HF_ENDPOINT',
      url,
      ...(authorization && { authorization }),
    });
  }
  const [first] = names.filter(name => name.startsWith('arxiv:'));
  if (first !== undefined) {
    const url = new URL(`${arxiv.rssUrl.replace(/\/+$/, '')}/rss/${first.slice('arxiv:'.length)}`);
    asked.push({ name: 'arxiv', variable: 'ARXIV_RSS_URL', url });
  }
  return asked;
}

async function ask(
  { name, variable, url, authorization }: Asked,
  { clock, version, signal }: SourcesCheckOptions,
): Promise<{ readonly finding: Finding; readonly heard?: HeardTime }> {
  const headers = { 'user-agent': `Broadsheet/${version}`, accept: '*/*' };
  try {
    const answer = await exchange({ url, headers, authorization, signal }, LIMITS);
    const time = timeOf(answer, clock.now());
    return { finding: judge(name, answer), ...(time && { heard: time }) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const fix = `look whether ${url.host} works from this machine (network, proxy, ${variable}); digests go on without it and say so`;
    return { finding: find.fail(name, error.message, fix) };
  }
}

function judge(name: string, { url, status, headers, text }: Exchanged): Finding {
  const left = limitsLeft(headers.get('ratelimit'), headers.get('ratelimit-policy'));
  const said = left?.text ?? 'it tells no limit';
  if (status === 200 || status === 304) {
    return left === undefined || left.share > 0.1
      ? find.ok(name, `${url.host} answers; ${said}`)
      : find.warn(name, `${url.host} answers; ${said}`, 'set HF_TOKEN for a higher limit, or ask less often');
  }
  const fault = statusFault({ url, status, text, retryAfterMs: undefined, credentialHint: undefined });
  if (status === 429) return find.warn(name, fault.message, 'wait: it is asked again by itself');
  if (status === 401 || status === 403)
    return find.fail(
      name,
      fault.message,
      name === 'huggingface' ? 'correct or remove HF_TOKEN' : 'see its terms',
    );
  return find.fail(name, fault.message, 'wait; digests go on without it and say so');
}

/** `"api";r=489;t=55` and `"fixed window";"api";q=500;w=300`: https://huggingface.co/docs/hub/rate-limits */
function limitsLeft(
  limit: string | null,
  policy: string | null,
): { readonly text: string; readonly share: number } | undefined {
  const left = /;\s*r=(\d+)/.exec(limit ?? '')?.[1];
  if (left === undefined) return undefined;
  const all = /;\s*q=(\d+)/.exec(policy ?? '')?.[1];
  const seconds = /;\s*t=(\d+)/.exec(limit ?? '')?.[1];
  const span =
    seconds === undefined ? '' : ` in the next ${describeSpan(Math.max(1, Number(seconds)) * 1000)}`;
  return {
    text: `${left}${all === undefined ? '' : ` of ${all}`} requests left${span}`,
    share: all === undefined ? 1 : Number(left) / Math.max(1, Number(all)),
  };
}

function timeOf({ url, headers }: Exchanged, ours: InstantMs): HeardTime | undefined {
  const theirs = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(theirs) ? undefined : { host: url.host, theirs, ours };
}
