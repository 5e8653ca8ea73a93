import { ApplicationCommandOptionType as Kind, type REST, Routes } from 'discord.js';
import type { CommandSpec, OptionSpec } from '../../commands/command.ts';
import { LIMITS } from './limits.ts';
import { labelText } from './markup.ts';
import { TRANSLATIONS } from './translations/translations.ts';
import type { Words } from './translations/words.ts';

/** Where commands are registered: everywhere, or at once in the guilds a developer tries them in. */
export type RegistrationScope =
  | { readonly kind: 'global' }
  | { readonly kind: 'guilds'; readonly guildIds: readonly string[] };

type Json = Readonly<Record<string, unknown>>;

/** All commands as the one `/papers` with a subcommand each, in every language we know. */
export function commandsJson(specs: readonly CommandSpec[]): Json[] {
  return [
    {
      type: 1,
      name: 'papers',
      description: 'The day’s research papers, ranked for this channel',
      description_localizations: localized(words => words.papers),
      options: specs.map(subcommand),
      // In guilds and in private messages with the bot; installed to guilds.
      contexts: [0, 1],
      integration_types: [0],
    },
  ];
}

function subcommand(spec: CommandSpec): Json {
  const options = Object.entries(spec.options);
  // Discord wants what is required first.
  const ordered = [
    ...options.filter(([, one]) => one.required),
    ...options.filter(([, one]) => !one.required),
  ];
  return {
    type: Kind.Subcommand,
    name: spec.name,
    name_localizations: localized(words => words.commands[spec.name]?.[0]),
    description: described(spec.summary),
    description_localizations: localized(words => words.commands[spec.name]?.[1]),
    options: ordered
      .slice(0, LIMITS.commandOptions)
      .map(([name, option]) => optionJson(spec.name, name, option)),
  };
}

function optionJson(command: string, name: string, option: OptionSpec): Json {
  const said = (words: Words) => words.options[`${command}.${name}`] ?? words.options[name];
  const common = {
    name,
    name_localizations: localized(words => said(words)?.[0]),
    description: described(option.summary),
    description_localizations: localized(words => said(words)?.[1]),
    ...(option.required ? { required: true } : {}),
  };
  if (option.kind === 'integer')
    return {
      type: Kind.Integer,
      ...common,
      ...(option.min === undefined ? {} : { min_value: option.min }),
      ...(option.max === undefined ? {} : { max_value: option.max }),
    };
  const choices = option.choices?.map(value => ({
    name: value,
    name_localizations: localized(words => words.choices[value]),
    value,
  }));
  return {
    type: Kind.String,
    ...common,
    ...(choices ? { choices } : {}),
    ...(option.completion && !choices ? { autocomplete: true } : {}),
  };
}

const described = (text: string): string => labelText(text, LIMITS.description);

/** One text for each language that has it; undefined where none has. */
function localized(pick: (words: Words) => string | undefined): Record<string, string> | undefined {
  const said = Object.entries(TRANSLATIONS).flatMap(([locale, words]) => {
    const text = pick(words);
    return text === undefined ? [] : [[locale, text] as const];
  });
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}

/**
 * Registers the commands where they differ from what Discord has. Resolves to the scopes that were written. Rejects as
 * REST does.
 */
export async function register(
  rest: REST,
  applicationId: string,
  specs: readonly CommandSpec[],
  scope: RegistrationScope,
): Promise<readonly string[]> {
  const wanted = commandsJson(specs);
  const routes =
    scope.kind === 'global'
      ? [Routes.applicationCommands(applicationId)]
      : scope.guildIds.map(guild => Routes.applicationGuildCommands(applicationId, guild));
  const written: string[] = [];
  for (const route of routes) {
    const query = new URLSearchParams({ with_localizations: 'true' });
    const registered = await rest.get(route, { query });
    if (JSON.stringify(essence(registered)) === JSON.stringify(essence(wanted))) continue;
    await rest.put(route, { body: wanted });
    written.push(route);
  }
  return written;
}

const COMPARED = [
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'required',
  'min_value',
  'max_value',
  'autocomplete',
  'value',
  'contexts',
  'integration_types',
  'choices',
  'options',
] as const;

/** What matters of a command: Discord adds ids and versions, and gives defaults where nothing was said. */
function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence);
  if (typeof value !== 'object' || value === null) return value;
  const known = new Map(Object.entries(value));
  return COMPARED.flatMap(name => {
    const one: unknown = known.get(name);
    const empty =
      one === undefined || one === null || one === false || (Array.isArray(one) && one.length === 0);
    if (empty) return [];
    return [[name, name.endsWith('localizations') ? sorted(one as object) : essence(one)]];
  });
}

const sorted = (texts: object): unknown => Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
