import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import type * as z from 'zod';
import { type Config, ConfigSchema } from './config-schema.ts';
import { UsageError } from './core/errors.ts';
import { Secret } from './core/secret.ts';
import { didYouMean } from './core/suggest-spelling.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
type Json = Record<string, unknown>;

/** How a variable's text becomes a configuration value. */
type Reading = 'text' | 'list' | 'integer' | 'flag';

/** Each environment variable of the contract and the configuration key it sets. */
export const VARIABLES: readonly {
  readonly name: string;
  readonly key: string;
  readonly reading: Reading;
}[] = [
  { name: 'DISCORD_TOKEN', key: 'discord.token', reading: 'text' },
  { name: 'DISCORD_APPLICATION_ID', key: 'discord.applicationId', reading: 'text' },
  { name: 'DISCORD_API_URL', key: 'discord.apiUrl', reading: 'text' },
  { name: 'SLACK_BOT_TOKEN', key: 'slack.botToken', reading: 'text' },
  { name: 'SLACK_APP_TOKEN', key: 'slack.appToken', reading: 'text' },
  { name: 'SLACK_SIGNING_SECRET', key: 'slack.signingSecret', reading: 'text' },
  { name: 'SLACK_API_URL', key: 'slack.apiUrl', reading: 'text' },
  { name: 'SLACK_CLIENT_ID', key: 'slack.clientId', reading: 'text' },
  { name: 'SLACK_CLIENT_SECRET', key: 'slack.clientSecret', reading: 'text' },
  { name: 'SLACK_STATE_SECRET', key: 'slack.stateSecret', reading: 'text' },
  { name: 'BROADSHEET_SECRET', key: 'encryptionKey', reading: 'text' },
  { name: 'TERMINAL', key: 'terminal', reading: 'flag' },
  { name: 'DATABASE_URL', key: 'database.url', reading: 'text' },
  { name: 'HF_ENDPOINT', key: 'sources.huggingface.endpoint', reading: 'text' },
  { name: 'HF_TOKEN', key: 'sources.huggingface.token', reading: 'text' },
  { name: 'ARXIV_API_URL', key: 'sources.arxiv.apiUrl', reading: 'text' },
  { name: 'ARXIV_RSS_URL', key: 'sources.arxiv.rssUrl', reading: 'text' },
  { name: 'BROADSHEET_SOURCES', key: 'sources.names', reading: 'list' },
  { name: 'BROADSHEET_FETCH_CRON', key: 'schedule.fetchCron', reading: 'text' },
  { name: 'BROADSHEET_DIGEST_CRON', key: 'schedule.digestCron', reading: 'text' },
  { name: 'BROADSHEET_TZ', key: 'schedule.tz', reading: 'text' },
  { name: 'PORT', key: 'http.port', reading: 'integer' },
  { name: 'HOST', key: 'http.host', reading: 'text' },
  { name: 'LOG_LEVEL', key: 'log.level', reading: 'text' },
];

/** The folder of package.json, from `src/` and from `dist/` alike. */
export const packageRoot = fileURLToPath(new URL('..', import.meta.url));

/** The version of package.json. */
export function packageVersion(root = packageRoot): string {
  return String(readJson(join(root, 'package.json'), 'package')['version']);
}

function read(text: string, reading: Reading): unknown {
  switch (reading) {
    case 'text':
      return text;
    case 'list':
      return text
        .split(',')
        .map(part => part.trim())
        .filter(part => part !== '');
    case 'integer':
      return /^\d+$/.test(text) ? Number(text) : text;
    case 'flag':
      return /^(1|true|yes|on)$/i.test(text) ? true : /^(0|false|no|off)$/i.test(text) ? false : text;
  }
}

function setKey(target: Json, key: string, value: unknown): void {
  const [head = '', ...rest] = key.split('.');
  if (rest.length === 0) target[head] = value;
  else {
    const inner = { ...(target[head] as Json | undefined) };
    target[head] = inner;
    setKey(inner, rest.join('.'), value);
  }
}

/** Every secret a configuration holds: what a log must mask. */
export function secretsOf(value: unknown): Secret[] {
  if (value instanceof Secret) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(secretsOf) : [];
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Later wins; objects are merged, everything else is replaced. */
function merge(base: Json, over: Json): Json {
  const merged: Json = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const known = merged[key];
    merged[key] = isObject(known) && isObject(value) ? merge(known, value) : value;
  }
  return merged;
}

function readJson(path: string, what: string): Json {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`${what}: can't read ${path}`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (error) {
    throw new UsageError(`${what}: ${path} is no JSON: ${(error as Error).message}`);
  }
  throw new UsageError(`${what}: ${path} must hold one JSON object`);
}

/** One line a problem: the variable or key, what is wrong, how to mend it. A secret's value is never quoted. */
function explain(issue: z.core.$ZodIssue, fromEnvironment: ReadonlyMap<string, string>): string[] {
  const key = issue.path.join('.');
  const variable = fromEnvironment.get(key);
  const name = variable ?? (key === '' ? 'configuration' : key);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(unknown => {
      const place = key === '' ? unknown : `${key}.${unknown}`;
      return `${place}: is no setting${didYouMean(unknown, keysAt(issue.path))}`;
    });
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return [`${name}: is missing`];
  return [`${name}: ${issue.message}`];
}

function keysAt(path: readonly PropertyKey[]): string[] {
  let schema: unknown = ConfigSchema;
  for (const key of path) {
    schema =
      typeof key === 'number'
        ? (schema as { element?: unknown })?.element
        : (schema as { shape?: Json })?.shape?.[String(key)];
  }
  const shape = (schema as { shape?: Json } | undefined)?.shape;
  return shape ? Object.keys(shape) : [];
}

/** Rules that tie several settings together; they look at what is set, so that they speak even when a value is wrong. */
function crossChecks(raw: Json): string[] {
  const slack = isObject(raw['slack']) ? raw['slack'] : {};
  const isSet = (key: string): boolean => slack[key] !== undefined;
  const problems: string[] = [];
  const oauth = ['clientId', 'clientSecret', 'stateSecret'].filter(isSet).length;
  if (oauth !== 0 && oauth !== 3) {
    problems.push('SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET: all three are needed, or none');
  }
  if (oauth === 3 && raw['encryptionKey'] === undefined) {
    problems.push(
      'BROADSHEET_SECRET: is missing; many workspaces need it to encrypt their tokens (try: openssl rand -base64 32)',
    );
  }
  if (isSet('botToken') && !isSet('appToken') && !isSet('signingSecret')) {
    problems.push(
      'SLACK_APP_TOKEN: is missing; set it for Socket Mode, or SLACK_SIGNING_SECRET and PORT for HTTP mode',
    );
  }
  if (!isSet('botToken') && oauth !== 3 && (isSet('appToken') || isSet('signingSecret'))) {
    problems.push('SLACK_BOT_TOKEN: is missing; copy it from OAuth & Permissions of the Slack app');
  }
  const { port, publicUrl }: Json = isObject(raw['http']) ? raw['http'] : {};
  if (publicUrl !== undefined && port === undefined) {
    problems.push('PORT: is missing; the public pages of http.publicUrl need it');
  }
  if (isSet('signingSecret') && !isSet('appToken') && port === undefined) {
    problems.push('PORT: is missing; Slack over HTTP needs it for /slack/events');
  }
  return problems;
}

/** The environment of this process, with `.env`. */
export function environment(): Environment {
  return environmentWithDotEnv(process.env);
}

/** Reads `.env` beside package.json; what the environment says already wins. */
export function environmentWithDotEnv(environment: Environment, root = packageRoot): Environment {
  const path = join(root, '.env');
  if (!existsSync(path)) return environment;
  return { ...parseEnv(readFileSync(path, 'utf8')), ...environment };
}

/** What could be read of a configuration. */
export interface ConfigReading {
  /** Every problem, a line each: `NAME: what is wrong and how to mend it`. */
  readonly problems: readonly string[];
  /** What is set; where a value is wrong, the default stands in for it. Absent where nothing can be read at all. */
  readonly config?: Config;
}

/** The sources of a configuration put together, and which variable set which key. */
function gather(environment: Environment, root: string): { raw: Json; fromEnvironment: Map<string, string> } {
  let raw = readJson(join(root, 'config', 'default.json'), 'configuration');
  const file = environment['BROADSHEET_CONFIG'];
  if (file) raw = merge(raw, readJson(file, 'BROADSHEET_CONFIG'));
  const fromEnvironment = new Map<string, string>();
  for (const { name, key, reading } of VARIABLES) {
    const text = environment[name]?.trim();
    if (!text) continue;
    setKey(raw, key, read(text, reading));
    fromEnvironment.set(key, name);
  }
  return { raw, fromEnvironment };
}

/**
 * The whole configuration: `config/default.json`, then the file `BROADSHEET_CONFIG` names, then the environment.
 * An empty variable counts as unset. Throws one UsageError that lists every problem, a line each.
 */
export function loadConfig(environment: Environment, root = packageRoot): Config {
  const { raw, fromEnvironment } = gather(environment, root);
  const parsed = ConfigSchema.safeParse(raw, { reportInput: true });
  const problems = problemsOf(raw, parsed, fromEnvironment);
  if (problems.length > 0 || !parsed.success) {
    throw new UsageError(
      ['the configuration has problems:', ...problems.map(problem => `  ${problem}`)].join('\n'),
    );
  }
  return parsed.data;
}

/** As {@link loadConfig} for somebody who wants to hear everything: problems are values, and what is right is kept. */
export function readConfig(environment: Environment, root = packageRoot): ConfigReading {
  try {
    const { raw, fromEnvironment } = gather(environment, root);
    const parsed = ConfigSchema.safeParse(raw, { reportInput: true });
    const problems = problemsOf(raw, parsed, fromEnvironment);
    if (parsed.success) return { problems, config: parsed.data };
    const defaults = readJson(join(root, 'config', 'default.json'), 'configuration');
    const mended = parsed.error.issues.reduce((left, issue) => withDefault(left, issue, defaults), raw);
    const again = ConfigSchema.safeParse(mended);
    return again.success ? { problems, config: again.data } : { problems };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { BROADSHEET_CONFIG: file, ...others } = environment;
    const rest = file ? readConfig(others, root) : { problems: [] };
    return { ...rest, problems: [error.message, ...rest.problems] };
  }
}

function problemsOf(
  raw: Json,
  parsed: z.ZodSafeParseResult<Config>,
  fromEnvironment: ReadonlyMap<string, string>,
): string[] {
  const issues = parsed.error?.issues ?? [];
  return [...issues.flatMap(issue => explain(issue, fromEnvironment)), ...crossChecks(raw)];
}

/** The same with the default in the place of what an issue is about; a whole list, where an item of it is wrong. */
function withDefault(raw: Json, issue: z.core.$ZodIssue, defaults: Json): Json {
  const path = issue.path.map(String);
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.map(key => [...path, key]) : [path];
  const listAt = issue.path.findIndex(step => typeof step === 'number');
  const places = listAt < 0 ? unknown : [path.slice(0, listAt)];
  return places.reduce((left, place) => replaceAt(left, place, defaults), raw);
}

function replaceAt(target: Json, [head = '', ...rest]: readonly string[], defaults: unknown): Json {
  const fallback = isObject(defaults) ? defaults[head] : undefined;
  const { [head]: inner, ...others } = target;
  const next = rest.length > 0 && isObject(inner) ? replaceAt(inner, rest, fallback) : fallback;
  return next === undefined ? others : { ...others, [head]: next };
}
