import { createSources } from '../../adapters/feeds/create-sources.ts';
import { type ConfigReading, VARIABLES } from '../../config.ts';
import type { Config } from '../../config-schema.ts';
import { UsageError } from '../../core/errors.ts';
import { type Finding, findingsOn } from '../../core/finding.ts';
import { loadTopicCatalogue } from '../load-topic-catalogue.ts';
import { subscriptionDefaults } from '../open-services.ts';
import { readDeclarations } from '../read-declarations.ts';
import type { Examination } from './examination.ts';

const find = findingsOn('Configuration');

/** Every problem of the configuration, each by its name. */
export function checkConfiguration({ config, problems }: ConfigReading, examination: Examination): Finding[] {
  const file = examination.environment['BROADSHEET_CONFIG'];
  const all = [...problems, ...(config ? deeperProblems(config, examination) : [])];
  const findings = all.map(problem => failure(problem, file));
  if (config && !hasPlatform(config)) {
    const fix = 'broadsheet init sets one up; TERMINAL=1 has digests in the terminal';
    findings.push(find.warn('platforms', 'none is set: start has nothing to run', fix));
  }
  if (all.length === 0) {
    const read = ['config/default.json', ...(file ? [file] : []), 'the environment and .env'];
    findings.unshift(find.ok('settings', `read from ${read.join(', ')}`));
  }
  return findings;
}

function hasPlatform({ discord, slack, terminal, subscriptions }: Config): boolean {
  return (
    discord.token !== undefined ||
    slack.botToken !== undefined ||
    slack.clientId !== undefined ||
    terminal ||
    subscriptions.some(({ platform }) => platform === 'terminal')
  );
}

function failure(problem: string, file: string | undefined): Finding {
  const [, name = 'settings', says = problem] = /^([^\s:]+(?:, [A-Z_]+)*): (.*)$/s.exec(problem) ?? [];
  const isVariable = VARIABLES.some(variable => name.includes(variable.name));
  const fix = isVariable
    ? `correct ${name} in .env or the environment; docs/configuration.md says what it takes`
    : `correct it in ${file ?? 'the configuration file'}; docs/configuration.md says what it takes`;
  return find.fail(name, says.replace(/\s*\n\s*/g, '; '), fix);
}

/** What only shows when the settings are put to use: names of sources, declared subscriptions. */
function deeperProblems(config: Config, { clock, log, version }: Examination): string[] {
  const nowhere = { get: async () => undefined, set: async () => undefined, delete: async () => undefined };
  const options = { clock, log, version, random: () => 0, store: nowhere };
  const sources = problemsOf(() => createSources(config.sources, options));
  return [
    ...sources.map(problem => (/^[A-Z_]+: /.test(problem) ? problem : `BROADSHEET_SOURCES: ${problem}`)),
    ...problemsOf(() => readDeclarations(config, subscriptionDefaults(config), loadTopicCatalogue())),
  ];
}

function problemsOf(work: () => unknown): string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const lines = error.message.split('\n').map(line => line.trim());
    return lines.filter(line => line !== '' && line !== 'the configuration has problems:');
  }
}
