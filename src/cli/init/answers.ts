import { checkOptions } from '../../commands/check-options.ts';
import type { CommandSpec } from '../../commands/command.ts';
import { UsageError } from '../../core/errors.ts';
import type { TopicCatalogue } from '../../core/query/topic-catalogue.ts';
import type { VerbInput } from '../verb.ts';
import type { Interview } from './interview.ts';

export const PLATFORMS = ['discord', 'slack', 'terminal'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

/** Where each answer comes from: a flag, what is set already, a person. */
export interface Asking {
  readonly flags: VerbInput['flags'];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absent where nobody can be asked. */
  readonly person: Interview | undefined;
}

/** A token of a platform: its variable, its flag, and what it looks like. */
export interface TokenKind {
  readonly variable: string;
  readonly flag: string;
  readonly question: string;
  readonly looks: RegExp;
  readonly shape: string;
}

export const DISCORD_TOKEN: TokenKind = {
  variable: 'DISCORD_TOKEN',
  flag: 'discord-token',
  question: 'Bot token (Bot → Reset Token)',
  looks: /^[\w-]+\.[\w-]+\.[\w-]+$/,
  shape: 'three parts with dots between them',
};
export const SLACK_BOT_TOKEN: TokenKind = {
  variable: 'SLACK_BOT_TOKEN',
  flag: 'slack-bot-token',
  question: 'Bot token (OAuth & Permissions, after Install to Workspace)',
  looks: /^xoxb-/,
  shape: 'xoxb-…',
};
export const SLACK_APP_TOKEN: TokenKind = {
  variable: 'SLACK_APP_TOKEN',
  flag: 'slack-app-token',
  question: 'App-level token (Basic Information → App-Level Tokens, scope connections:write)',
  looks: /^xapp-/,
  shape: 'xapp-…',
};

const missing = (flag: string, what: string): UsageError =>
  new UsageError(`init needs --${flag} ${what} here, where nobody can be asked`);

export async function askPlatforms({ flags, person }: Asking): Promise<readonly PlatformName[]> {
  const given = flags['platforms'];
  if (typeof given === 'string') return given.split(',').map(readPlatform);
  if (!person) throw missing('platforms', 'discord,slack');
  const chosen = await person.several(
    'Where should the papers go?',
    [
      { value: 'discord', label: 'Discord' },
      { value: 'slack', label: 'Slack' },
      { value: 'terminal', label: 'This terminal', hint: 'no account needed' },
    ],
    true,
  );
  return chosen.map(readPlatform);
}

function readPlatform(typed: string): PlatformName {
  const platform = PLATFORMS.find(name => name === typed.trim().toLowerCase());
  if (!platform) throw new UsageError(`--platforms takes ${PLATFORMS.join(', ')}, not ${typed.trim()}`);
  return platform;
}

/** A token from its flag, from what is set already, or from a person, who does not see it. */
export async function askToken(kind: TokenKind, { flags, environment, person }: Asking): Promise<string> {
  const problem = (typed: string): string | undefined =>
    kind.looks.test(typed) ? undefined : `looks like ${kind.shape}`;
  const given = flags[kind.flag] ?? environment[kind.variable];
  if (typeof given === 'string' && given.trim() !== '') {
    const wrong = problem(given.trim());
    if (wrong !== undefined) throw new UsageError(`${kind.variable}: a token of this kind ${wrong}`);
    return given.trim();
  }
  if (!person) throw missing(kind.flag, `TOKEN (or ${kind.variable} in the environment)`);
  return person.secret(kind.question, problem);
}

const TIMES: CommandSpec = {
  name: 'init',
  summary: 'When digests go out',
  access: 'manage',
  options: { at: { kind: 'time', summary: 'Time of day' }, tz: { kind: 'zone', summary: 'Zone' } },
  examples: [],
};

/** Time of day, in minutes after midnight, and its zone. */
export async function askTime(asking: Asking): Promise<{ readonly atMinute: number; readonly tz: string }> {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const tz = await askOne(
    asking,
    'tz',
    'Time zone of your channels',
    asking.environment['BROADSHEET_TZ'] ?? own,
  );
  const at = await askOne(asking, 'at', 'When should digests come, on weekdays?', '09:00');
  const read: { readonly at?: number; readonly tz?: string } = checkOptions(TIMES, { at, tz }, { today: '' });
  return { atMinute: read.at ?? 9 * 60, tz: read.tz ?? tz };
}

async function askOne(
  { flags, person }: Asking,
  flag: 'at' | 'tz',
  question: string,
  usual: string,
): Promise<string> {
  const given = flags[flag];
  if (typeof given === 'string') return given;
  if (!person) return usual;
  return person.text(question, usual, typed => {
    try {
      checkOptions(TIMES, { [flag]: typed }, { today: '' });
      return undefined;
    } catch (error) {
      if (error instanceof UsageError) return error.message;
      throw error;
    }
  });
}

/** A query over the named topics; empty for everything. */
export async function askTopics({ flags, person }: Asking, { topics }: TopicCatalogue): Promise<string> {
  const given = flags['topics'];
  if (typeof given === 'string') return given;
  if (!person) return '';
  const choices = topics.map(({ name, label }) => ({ value: `topic:${name}`, label, hint: name }));
  return (await person.search('Which topics? None means everything', choices)).join(', ');
}
