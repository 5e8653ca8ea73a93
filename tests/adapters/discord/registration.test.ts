import { describe, expect, it, vi } from 'vitest';
import { createRest } from '../../../src/adapters/discord/create-rest.ts';
import { commandsJson, register } from '../../../src/adapters/discord/registration.ts';
import { TRANSLATIONS } from '../../../src/adapters/discord/translations/translations.ts';
import { COMMANDS } from '../../../src/commands/catalogue.ts';
import { Secret } from '../../../src/core/secret.ts';
import { checkSchema } from '../../emulators/discord/check-body.ts';
import { charactersOf, DiscordEmulator, EMULATOR_TOKEN } from '../../emulators/discord/discord-emulator.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const specs = [...COMMANDS.values()].map(command => command.spec).filter(spec => !spec.hidden);
/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

interface Named {
  readonly name: string;
  readonly description?: string;
  readonly value?: string;
  readonly required?: boolean;
  readonly name_localizations?: Readonly<Record<string, string>>;
  readonly description_localizations?: Readonly<Record<string, string>>;
  readonly options?: readonly Named[];
  readonly choices?: readonly Named[];
}
const within = (one: Named): Named[] => [one, ...(one.options ?? []).flatMap(within)];
const root = commandsJson(specs)[0] as unknown as Named;

describe('the commands as Discord gets them', () => {
  it('pass the official schema', () => {
    expect(commandsJson(specs).flatMap(one => checkSchema('ApplicationCommandUpdateRequest', one))).toEqual(
      [],
    );
  });

  it('have names that Discord takes, unique among their neighbours in every language', () => {
    for (const parent of within(root)) {
      for (const locale of [undefined, ...Object.keys(TRANSLATIONS)]) {
        const names = (parent.options ?? []).map(one =>
          locale === undefined ? one.name : (one.name_localizations?.[locale] ?? one.name),
        );
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) {
          expect(name).toMatch(NAME);
          expect(name).toBe(name.toLowerCase());
        }
      }
    }
  });

  it('ask for what is required first', () => {
    for (const { options = [] } of root.options ?? []) {
      const order = options.map(one => (one.required === true ? 0 : 1));
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  });

  it('stay under 8,000 characters, of which Discord counts the longest of every language', () => {
    expect(charactersOf(root)).toBeLessThan(8_000);
  });

  it('speak every language of every command and option, within Discord’s hundred characters', () => {
    for (const one of within(root).slice(1)) {
      const { name, name_localizations = {}, description_localizations = {} } = one;
      const locales = Object.keys(TRANSLATIONS);
      expect([name, Object.keys(name_localizations)]).toEqual([name, locales]);
      expect([name, Object.keys(description_localizations)]).toEqual([name, locales]);
      for (const text of Object.values(description_localizations))
        expect(text.length).toBeLessThanOrEqual(100);
    }
  });

  it('speak every language of every choice of words', () => {
    const untranslated = new Set(['bibtex', 'markdown', 'json']);
    const choices = within(root).flatMap(one => one.choices ?? []);
    const words = choices.filter(one => !untranslated.has(one.name));
    expect(words.length).toBeGreaterThan(8);
    for (const { name, name_localizations = {} } of words)
      expect([name, Object.keys(name_localizations)]).toEqual([name, Object.keys(TRANSLATIONS)]);
  });

  it('are written only where they differ', async () => {
    const discord = await new DiscordEmulator().start();
    const rest = createRest(new Secret(EMULATOR_TOKEN), discord.apiUrl, 'once');
    const id = discord.world.applicationId;
    const guild = discord.world.addGuild();
    expect(await register(rest, id, specs, { kind: 'global' })).toHaveLength(1);
    expect(await register(rest, id, specs, { kind: 'global' })).toEqual([]);
    expect(await register(rest, id, specs.slice(1), { kind: 'global' })).toHaveLength(1);
    expect(await register(rest, id, specs, { kind: 'guilds', guildIds: [guild.id] })).toHaveLength(1);
    expect([...discord.world.commands.keys()]).toEqual(['global', guild.id]);
    expect(discord.violations).toEqual([]);
    await discord.stop();
  });
});
