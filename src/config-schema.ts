import * as z from 'zod';
import { DIGEST_STYLES } from './core/platform.ts';
import { Secret } from './core/secret.ts';

/** Accepts only what `Intl` knows as a zone; the same list that schedules use. */
function isZone(tz: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: tz });
    return true;
  } catch {
    return false;
  }
}

const secret = z
  .string()
  .min(1)
  .transform(value => new Secret(value))
  .meta({ secret: true });
const url = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });
const zone = z.string().refine(isZone, { error: 'is no IANA zone, such as Europe/Berlin' });
const cron = z
  .string()
  .regex(/^\s*\S+(\s+\S+){4}\s*$/, { error: 'must have the five fields of cron, such as "0 9 * * 1-5"' });
const style = z.enum(DIGEST_STYLES);
const texts = z.union([
  z
    .string()
    .min(1)
    .transform(text => [text]),
  z.array(z.string().min(1)),
]);

const PORT_RANGE = 'must be a whole number from 0 to 65535';

/** A subscription declared in the configuration file: chat shows it and can't change it. */
const DeclaredSubscription = z.strictObject({
  name: z.string().min(1).optional().describe('tells several of one channel apart'),
  platform: z.enum(['discord', 'slack', 'terminal']),
  workspace: z.string().min(1).describe("the platform's id of the server or workspace"),
  channel: z.string().min(1).describe("the platform's id of the channel"),
  topics: texts.default([]).describe('queries, any of which wants a paper; none wants everything'),
  exclusions: texts.default([]).describe('queries that no paper of the digest may match'),
  at: z.string().optional().describe('wall-clock time, such as 09:00'),
  days: z.string().optional().describe('weekdays, daily, or a list such as mon,wed,fri'),
  cron: cron.optional().describe('says at and days in five fields, and replaces both'),
  tz: zone.optional(),
  limit: z.int().min(1).max(50).optional(),
  minVotes: z.int().min(0).optional(),
  style: style.optional(),
  whenEmpty: z.enum(['silent', 'say']).optional(),
  recap: z.enum(['off', 'week', 'month']).optional(),
  owner: z.string().min(1).optional().describe("the platform's id of the person to tell when it pauses"),
});
export type DeclaredSubscription = z.output<typeof DeclaredSubscription>;

/**
 * Everything Broadsheet can be told, as `config/default.json`, the file `$BROADSHEET_CONFIG` and the environment tell it
 * together. Descriptions become `config/schema.json` and `docs/configuration.md`.
 */
export const ConfigSchema = z.strictObject({
  $schema: z.string().optional(),
  database: z.strictObject({
    url: z
      .string()
      .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, { error: 'must be file:PATH or postgres://…' })
      .describe(
        'file:PATH keeps everything in one SQLite file; postgres://… lets many processes share the work',
      ),
  }),
  sources: z.strictObject({
    names: z.array(z.string().min(1)).min(1).describe('huggingface, arxiv:cs.CL, …'),
    huggingface: z.strictObject({
      endpoint: url,
      token: secret.optional().describe('raises the limit of the Hugging Face API'),
    }),
    arxiv: z.strictObject({ apiUrl: url, rssUrl: url }),
  }),
  schedule: z.strictObject({
    fetchCron: cron.describe('when sources are asked'),
    digestCron: cron.describe('the schedule of new subscriptions'),
    tz: zone.describe('the zone of new subscriptions'),
    catchUpHours: z
      .number()
      .min(0)
      .max(168)
      .describe(
        'how late a digest may still be sent after an outage; later, its papers move into the next one',
      ),
  }),
  digest: z
    .strictObject({
      limit: z.int().min(1).max(50).describe('at most this many papers'),
      minVotes: z.int().min(0),
      style,
      whenEmpty: z.enum(['silent', 'say']).describe('what to do when nothing is worth posting'),
    })
    .describe('what new subscriptions start from'),
  discord: z.strictObject({
    token: secret.optional().describe('turns Discord on'),
    applicationId: z
      .string()
      .regex(/^\d{17,20}$/, { error: 'must be the number Discord gave the application' })
      .optional()
      .describe('for the invite URL before a token is known'),
    guildIds: z
      .array(z.string().regex(/^\d{17,20}$/, { error: 'must be the number of a server' }))
      .describe(
        'register the commands in these servers only, at once: for development; none registers them everywhere',
      ),
    apiUrl: url,
  }),
  slack: z.strictObject({
    botToken: secret.optional().describe('turns Slack on, with appToken or signingSecret'),
    appToken: secret.optional().describe('Socket Mode: no public address needed'),
    signingSecret: secret.optional().describe('HTTP mode on PORT, path /slack/events'),
    clientId: z.string().min(1).optional().describe('many workspaces by OAuth'),
    clientSecret: secret.optional(),
    stateSecret: secret.optional(),
    apiUrl: url,
    whoMaySubscribe: z.enum(['members', 'admins']),
    unfurlPaperLinks: z.boolean().describe('show a card under links to papers in channels the bot is in'),
  }),
  encryptionKey: secret.optional().describe('encrypts stored tokens'),
  terminal: z.boolean().describe('run start with the terminal as platform'),
  http: z.strictObject({
    port: z
      .int({ error: PORT_RANGE })
      .min(0, { error: PORT_RANGE })
      .max(65535, { error: PORT_RANGE })
      .optional()
      .describe('turns the HTTP server on'),
    host: z.string().min(1),
    publicUrl: url
      .optional()
      .describe(
        'turns on the read-only pages for everybody, /digest, /feed.rss and /feed.json: the address under which readers reach PORT',
      ),
  }),
  log: z.strictObject({ level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']) }),
  subscriptions: z.array(DeclaredSubscription),
});
export type Config = z.output<typeof ConfigSchema>;
