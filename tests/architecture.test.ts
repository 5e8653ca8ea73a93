import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * The plan of the house, executable. A file belongs to the first room whose pattern it matches; it may import only
 * what its room allows: other rooms by name, packages and `node:` modules by name. Nothing is allowed by default.
 */
interface Room {
  readonly name: string;
  readonly files: RegExp;
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
  /** `true` where the room may use Node's own modules. */
  readonly node: boolean;
}

const ROOMS: readonly Room[] = [
  {
    name: 'main',
    files: /^(main|process)\.ts$/,
    rooms: ['cli', 'config', 'clock'],
    packages: [],
    node: true,
  },
  {
    name: 'prompts',
    files: /^cli\/init\/prompts\.ts$/,
    rooms: ['cli', 'core'],
    packages: ['@clack/prompts'],
    node: true,
  },
  {
    name: 'cli',
    files: /^cli\//,
    rooms: [
      'prompts',
      'app',
      'config',
      'commands',
      'command-port',
      'export',
      'terminal',
      'discord-looks',
      'slack-looks',
      'feeds',
      'logging',
      'web',
      'core',
    ],
    packages: [],
    node: true,
  },
  { name: 'config', files: /^config(-schema)?\.ts$/, rooms: ['core'], packages: ['zod'], node: true },
  {
    name: 'app',
    files: /^app\//,
    rooms: [
      'config',
      'commands',
      'command-port',
      'core',
      'clock',
      'logging',
      'database',
      'feeds',
      'scheduler',
      'discord',
      'slack',
      'web',
      'chart',
    ],
    packages: [],
    node: true,
  },
  {
    name: 'clock',
    files: /^adapters\/scheduler\/system-clock\.ts$/,
    rooms: ['core'],
    packages: [],
    node: true,
  },
  { name: 'logging', files: /^adapters\/logging\//, rooms: ['core'], packages: ['pino'], node: false },
  {
    name: 'database',
    files: /^adapters\/database\//,
    rooms: ['core'],
    packages: ['@photostructure/sqlite', 'keyv', 'pg'],
    node: true,
  },
  {
    name: 'feeds',
    files: /^adapters\/feeds\//,
    rooms: ['core'],
    packages: ['zod'],
    node: true,
  },
  {
    name: 'scheduler',
    files: /^adapters\/scheduler\//,
    rooms: ['core'],
    packages: ['node-cron'],
    node: true,
  },
  {
    name: 'terminal',
    files: /^adapters\/terminal\//,
    rooms: ['core'],
    packages: ['string-width'],
    node: false,
  },
  // What is sent, without the client that sends it: printing payloads loads no SDK.
  {
    name: 'discord-looks',
    files:
      /^adapters\/discord\/(limits|markup|components|command-id|compose|render|message-mark|manifest|presence)\.ts$/,
    rooms: ['core'],
    packages: [],
    node: true,
  },
  {
    name: 'discord',
    files: /^adapters\/discord\//,
    rooms: ['discord-looks', 'command-port', 'core'],
    packages: ['discord.js', 'undici', 'zod'],
    node: true,
  },
  {
    name: 'slack-looks',
    files:
      /^adapters\/slack\/(limits|markup|block-kit|rich-text|mrkdwn|render|render-block|render-actions|message-mark|json-value|manifest)\.ts$/,
    rooms: ['command-port', 'core'],
    packages: [],
    node: false,
  },
  {
    name: 'slack',
    files: /^adapters\/slack\//,
    rooms: ['slack-looks', 'command-port', 'core'],
    packages: ['@slack/bolt'],
    node: true,
  },
  {
    name: 'web',
    files: /^adapters\/web\//,
    rooms: ['core', 'export', 'discord-looks', 'slack-looks'],
    packages: ['discord-markdown-parser', 'prom-client'],
    node: true,
  },
  {
    name: 'chart',
    files: /^adapters\/chart\//,
    rooms: ['core'],
    packages: ['@resvg/resvg-js', 'd3-scale', 'd3-shape'],
    node: true,
  },
  { name: 'export', files: /^adapters\/export\//, rooms: ['core'], packages: [], node: false },
  // What platforms know of commands.
  {
    name: 'command-port',
    files: /^commands\/(command|chat-adapter|format-line)\.ts$/,
    rooms: ['commands', 'core'],
    packages: [],
    node: false,
  },
  { name: 'commands', files: /^commands\//, rooms: ['command-port', 'core'], packages: [], node: false },
  {
    name: 'formats',
    files: /^core\/sources\/(huggingface-page-html|xml-elements)\.ts$/,
    rooms: ['core'],
    packages: ['htmlparser2', 'zod'],
    node: false,
  },
  {
    name: 'core',
    files: /^core\//,
    rooms: ['core', 'formats'],
    packages: ['zod', 'temporal-polyfill'],
    node: false,
  },
];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const src = join(root, 'src');

function sourceFiles(): string[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => file.split('\\').join('/'))
    .sort();
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  const declared =
    /^\s*(?:import|export)\b[^'"`;=]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]/gm;
  const dynamic = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...text.matchAll(declared), ...text.matchAll(dynamic)].map(match => match[1] ?? match[2] ?? '');
}

const roomOf = (file: string): Room | undefined => ROOMS.find(room => room.files.test(file));
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function breach(file: string, room: Room, specifier: string): string | undefined {
  if (specifier.startsWith('.')) {
    const target = relative(src, normalize(join(src, dirname(file), specifier)));
    const other = roomOf(target);
    if (!other) return `${file} imports ${target}, which is in no room`;
    return other === room || room.rooms.includes(other.name)
      ? undefined
      : `${file} (${room.name}) imports ${target} (${other.name})`;
  }
  const bare = specifier.replace(/^node:/, '');
  if (specifier.startsWith('node:') || builtinModules.includes(bare))
    return room.node ? undefined : `${file} (${room.name}) imports ${specifier}`;
  return room.packages.includes(packageOf(specifier))
    ? undefined
    : `${file} (${room.name}) imports ${specifier}`;
}

/** Platform words that core may hold all the same, with the reason: file → words. */
const PLATFORM_WORDS =
  /\b(discord|slack|guilds?|snowflakes?|embeds?|block ?kit|mrkdwn|ephemeral|interactions?)\b/gi;
const ALLOWED_WORDS: readonly {
  readonly file: RegExp;
  readonly words: readonly string[];
  readonly why: string;
}[] = [];

describe('the plan of the house', () => {
  const files = sourceFiles();

  it('gives every source file a room', () => {
    expect(files.filter(file => !roomOf(file))).toEqual([]);
  });

  it('has no room without a file', () => {
    expect(ROOMS.filter(room => !files.some(file => roomOf(file) === room)).map(room => room.name)).toEqual(
      [],
    );
  });

  it('lets a room import only what its row allows', () => {
    const breaches = files.flatMap(file => {
      const room = roomOf(file);
      return room ? importsOf(file).flatMap(specifier => breach(file, room, specifier) ?? []) : [];
    });
    expect(breaches).toEqual([]);
  });

  it('uses every package a row allows', () => {
    const unused = ROOMS.flatMap(room =>
      room.packages
        .filter(name => !files.some(f => roomOf(f) === room && importsOf(f).some(s => packageOf(s) === name)))
        .map(name => `${room.name} allows ${name}`),
    );
    expect(unused).toEqual([]);
  });
});

describe('core', () => {
  const core = sourceFiles().filter(file => file.startsWith('core/'));

  it('speaks of no platform', () => {
    const found = core.flatMap(file =>
      [...readFileSync(join(src, file), 'utf8').matchAll(PLATFORM_WORDS)]
        .map(match => match[0].toLowerCase())
        .filter(word => !ALLOWED_WORDS.some(row => row.file.test(file) && row.words.includes(word)))
        .map(word => `${file}: ${word}`),
    );
    expect(found).toEqual([]);
  });

  it('has no exception that nothing needs', () => {
    const idle = ALLOWED_WORDS.filter(row => !core.some(file => row.file.test(file)));
    expect(idle).toEqual([]);
  });
});
