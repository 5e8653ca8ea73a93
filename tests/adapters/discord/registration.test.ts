import { describe, expect, it, vi } from 'vitest';
import { createRest } from '../../../src/adapters/discord/create-rest.ts';
import { commandsJson, register } from '../../../src/adapters/discord/registration.ts';
import { TRANSLATIONS } from '../../../src/adapters/discord/translations/translations.ts';
import { COMMANDS } from '../../../src/commands/catalogue.ts';
import { Secret } from '../../../src/core/secret.ts';
import { checkSchema } from '../../emulators/discord/check-body.ts';
import { DiscordEmulator, EMULATOR_TOKEN } from '../../emulators/discord/discord-emulator.ts';

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

  it.each([undefined, ...Object.keys(TRANSLATIONS)])('stay under 8,000 characters in %s', locale => {
    const said = (one: Named): number => {
      const name = (locale && one.name_localizations?.[locale]) ?? one.name;
      const description = (locale && one.description_localizations?.[locale]) ?? one.description ?? '';
      const inner = [...(one.options ?? []), ...(one.choices ?? [])].map(said);
      return name.length + description.length + (one.value ?? '').length + inner.reduce((a, b) => a + b, 0);
    };
    expect(said(root)).toBeLessThan(8_000);
  });

  it('speak every language of every command', () => {
    for (const [locale, words] of Object.entries(TRANSLATIONS)) {
      const missing = specs.filter(spec => !words.commands[spec.name]).map(spec => `${locale} ${spec.name}`);
      expect(missing).toEqual([]);
    }
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
