import { join } from 'node:path';
import { conflictsWith, readEnvFile, withVariables, writeEnvFile } from '../app/env-file.ts';
import { loadTopicCatalogue } from '../app/load-topic-catalogue.ts';
import { loadConfig, packageRoot } from '../config.ts';
import { UsageError } from '../core/errors.ts';
import { parseQuery } from '../core/query/parse-query.ts';
import { type Asking, askPlatforms, askTime, askTopics, type PlatformName } from './init/answers.ts';
import type { Interview } from './init/interview.ts';
import { previewTomorrow, subscribeTerminal } from './init/preview-tomorrow.ts';
import { setUpPlatform } from './init/set-up-platform.ts';
import { tellTokens } from './init/tell-tokens.ts';
import type { ExitCode, Terminal, Verb, VerbInput } from './verb.ts';

export const init: Verb = {
  usage: '[--platforms P,P] [--topics QUERY] [--at 09:00] [--tz ZONE] …',
  flags: {
    platforms: { type: 'string', value: 'P,P', summary: 'discord, slack, terminal' },
    'discord-token': { type: 'string', value: 'TOKEN', summary: 'or DISCORD_TOKEN in the environment' },
    'slack-bot-token': { type: 'string', value: 'TOKEN', summary: 'or SLACK_BOT_TOKEN in the environment' },
    'slack-app-token': { type: 'string', value: 'TOKEN', summary: 'or SLACK_APP_TOKEN in the environment' },
    topics: {
      type: 'string',
      value: 'QUERY',
      summary: 'what the preview shows, and the terminal subscribes to',
    },
    at: { type: 'string', value: '09:00', summary: 'when digests of new subscriptions go out, on weekdays' },
    tz: { type: 'string', value: 'ZONE', summary: 'in which time zone (that of this machine)' },
    file: { type: 'string', value: 'PATH', summary: 'what is written (.env beside package.json)' },
    replace: { type: 'boolean', summary: 'change what the file sets to something else already' },
    'skip-check': { type: 'boolean', summary: 'do not ask the platforms whether they take the tokens' },
    'skip-preview': { type: 'boolean', summary: 'show no digest at the end' },
  },
  async run({ positionals, flags }, terminal): Promise<ExitCode> {
    if (positionals.length > 0) throw new UsageError(`init takes no ${JSON.stringify(positionals[0])}`);
    const person = await personAt(terminal);
    const asking: Asking = { flags, environment: terminal.environment, person };
    person?.begin('Broadsheet: the day’s papers, ranked for your channel');
    const chosen = await askAll(asking, terminal);
    await writeVariables(chosen.variables, asking, terminal);
    const environment = { ...terminal.environment, ...chosen.variables };
    const config = loadConfig(environment);
    const after = { ...terminal, environment };
    if (flags['skip-check'] !== true) await tellTokens(config, after);
    if (chosen.platforms.includes('terminal')) await subscribeTerminal(chosen, after);
    if (flags['skip-preview'] !== true) await previewTomorrow(chosen.topics, after);
    await tellNext(chosen, person, terminal);
    return 0;
  },
};

/** Everything that was chosen. */
interface Chosen {
  readonly platforms: readonly PlatformName[];
  readonly variables: Readonly<Record<string, string>>;
  readonly topics: string;
  /** `09:00`. */
  readonly at: string;
  readonly tz: string;
}

/** Somebody is there when both ends are a terminal; the library that asks is loaded only then. */
async function personAt(terminal: Terminal): Promise<Interview | undefined> {
  const isThere = 'isTTY' in terminal.stdin && terminal.stdin.isTTY === true && terminal.stdout.isTTY;
  if (!isThere) return undefined;
  const { askPerson } = await import('./init/prompts.ts');
  return askPerson(terminal);
}

async function askAll(asking: Asking, { stdout }: Terminal): Promise<Chosen> {
  const { person } = asking;
  const show = async (title: string, text: string): Promise<void> => {
    if (person) person.show(title, text);
    else await stdout.write(`${title}\n${text}\n\n`);
  };
  const catalogue = loadTopicCatalogue();
  const platforms = await askPlatforms(asking);
  const tokens: Record<string, string> = {};
  for (const platform of platforms) Object.assign(tokens, await setUpPlatform(platform, asking, show));
  const { atMinute, tz } = await askTime(asking);
  const topics = await askTopics(asking, catalogue);
  if (topics !== '') parseQuery(topics, { catalogue });
  const [hour, minute] = [Math.floor(atMinute / 60), atMinute % 60];
  const variables = { ...tokens, BROADSHEET_TZ: tz, BROADSHEET_DIGEST_CRON: `${minute} ${hour} * * 1-5` };
  const at = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return { platforms, variables, topics, at, tz };
}

/** Nothing that the file says is changed unless somebody agreed. */
async function writeVariables(
  variables: Readonly<Record<string, string>>,
  { flags, person }: Asking,
  { stdout }: Terminal,
): Promise<void> {
  const path = envPath(flags);
  const text = await readEnvFile(path);
  const conflicts = conflictsWith(text, variables);
  if (conflicts.length > 0 && flags['replace'] !== true) {
    const agreed = await person?.agree(`${path} sets ${conflicts.join(', ')} to something else. Change it?`);
    if (agreed !== true)
      throw new UsageError(`${path} sets ${conflicts.join(', ')} to something else; --replace changes it`);
  }
  await writeEnvFile(path, withVariables(text, variables));
  await stdout.write(`wrote ${Object.keys(variables).join(', ')} to ${path}\n`);
}

function envPath(flags: VerbInput['flags']): string {
  const given = flags['file'];
  return typeof given === 'string' ? given : join(packageRoot, '.env');
}

async function tellNext(
  { platforms, topics, at }: Chosen,
  person: Interview | undefined,
  { stdout }: Terminal,
): Promise<void> {
  const inChat = platforms.some(platform => platform !== 'terminal');
  const subscribe = `/papers subscribe ${topics === '' ? '' : `${topics} `}at:${at}`;
  const lines = ['Next: npx broadsheet start', ...(inChat ? [`then, in a channel: ${subscribe}`] : [])];
  if (person) person.end(lines.join('; '));
  else await stdout.write(`\n${lines.join('\n')}\n`);
}
