import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import { VERBS } from '../../src/cli/catalogue.ts';
import { packageRoot, VARIABLES } from '../../src/config.ts';
import type { Clock } from '../../src/core/time.ts';
import { HuggingFaceServer } from '../emulators/huggingface-server.ts';
import { runBroadsheet } from '../fakes/run-broadsheet.ts';
import { commandsOf, fencesOf, type ShellCommand } from './shell-commands.ts';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(packageRoot, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md'))
    .map(file => `docs/${file}`),
].sort((a, b) => (a < b ? -1 : 1));
const read = (path: string): string => readFileSync(join(packageRoot, path), 'utf8');
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);

/** The afternoon of the sample day: what documents show is what anybody sees who runs them. */
const SAMPLE_NOW = Date.parse('2026-01-07T14:00:00Z');
const began = Date.now();
const clock: Clock = {
  now: () => SAMPLE_NOW + Date.now() - began,
  sleep: (ms, signal) => systemClock.sleep(ms, signal),
};

/** Programs that are not ours and change what is outside a checkout: only what they are given is looked at. */
const OTHERS = new Set([
  'cd',
  'git',
  'docker',
  'sudo',
  'curl',
  'systemctl',
  'install',
  'useradd',
  'journalctl',
  'kill',
  'node',
]);

let folder = '';
let home = '';
let server: HuggingFaceServer;
beforeAll(async () => {
  home = process.cwd();
  server = new HuggingFaceServer({ clock });
  server.days.set('2026-01-07', JSON.parse(read('samples/daily-papers.json')));
  await server.start();
});
afterAll(async () => {
  process.chdir(home);
  await server.stop();
});

/** A folder as a reader has it: the checkout's samples, and the files that documents speak of. */
function enter(): void {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-docs-'));
  symlinkSync(join(packageRoot, 'samples'), join(folder, 'samples'));
  cpSync(join(packageRoot, 'tests/fixtures/huggingface/page.txt'), join(folder, 'page.txt'));
  writeFileSync(join(folder, 'queries.jsonl'), '{"_id":"1","text":"speculative decoding"}\n');
  process.chdir(folder);
}
function leave(): void {
  process.chdir(home);
  rmSync(folder, { recursive: true });
}

const environment = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  DATABASE_URL: `file:${folder}/data.db`,
  HF_ENDPOINT: server.url,
  LOG_LEVEL: 'info',
  ...more,
});

/** What a verb needs to come to an end by itself, and how a document's reader would end it. */
const ENDS: Readonly<Record<string, { readonly says: RegExp; readonly variables: Record<string, string> }>> =
  {
    start: { says: /"event":"sources"|^sources/m, variables: { TERMINAL: '1' } },
    preview: { says: /http:\/\/127\.0\.0\.1:\d+\//, variables: {} },
  };

async function runVerb({
  words,
  variables,
  into,
}: ShellCommand): Promise<{ exitCode: number; output: string }> {
  const [verb = '', ...rest] = words;
  const ending = new AbortController();
  const end = ENDS[verb];
  const own = verb === 'init' ? ['--file', join(folder, '.env')] : verb === 'preview' ? ['--port', '0'] : [];
  const { exitCode, stdout, stderr } = await runBroadsheet([verb, ...rest, ...own], {
    environment: environment({ ...end?.variables, ...variables }),
    clock,
    signal: ending.signal,
    onOutput: texts => {
      if (end?.says.test(texts.stdout + texts.stderr)) ending.abort();
    },
  });
  if (into !== undefined) writeFileSync(join(folder, into), stdout);
  return { exitCode, output: exitCode === 0 || exitCode === 3 ? stdout : stderr };
}

/** Why a command can't be run here; undefined when it can. */
function cannotRun({ words, variables }: ShellCommand): string | undefined {
  if (/^postgres/.test(variables['DATABASE_URL'] ?? '')) return 'it names a server';
  if (words[0] === 'init' && words.length === 1) return 'it asks a person';
  return undefined;
}

async function flagsExist([verb = '', ...rest]: readonly string[]): Promise<string[]> {
  if (!(verb in VERBS)) return [`no verb ${verb}`];
  const { stdout } = await runBroadsheet([verb, '--help']);
  if (verb === 'papers') return [];
  return rest
    .flatMap(word => /^(--[\w-]+)/.exec(word)?.[1] ?? [])
    .filter(flag => !new RegExp(`^ +${flag}\\b`, 'm').test(stdout))
    .map(flag => `no flag ${flag} of ${verb}`);
}

/** What is wrong with a command. */
async function problemsOf(command: ShellCommand): Promise<string[]> {
  const [program = '', ...words] = command.words;
  const unknown = Object.keys(command.variables).filter(name => !VARIABLES.some(one => one.name === name));
  if (program === '') return unknown.map(name => `no variable ${name}`);
  if (program === 'npm') {
    const script = words[0] === 'run' ? words[1] : words[0];
    return script === 'ci' || scripts.includes(script ?? '') ? [] : [`no script ${script}`];
  }
  if (program !== 'npx') return OTHERS.has(program) ? [] : [`what is ${program}?`];
  if (words[0] !== 'broadsheet') return [`npx ${words[0]}?`];
  const ours = { ...command, words: words.slice(1) };
  const problems = await flagsExist(ours.words);
  if (problems.length > 0 || cannotRun(ours) !== undefined) return problems;
  const { exitCode, output } = await runVerb(ours);
  // A doctor may find that a reader without tokens has none.
  const accepted = ours.words[0] === 'doctor' ? [0, 1] : [0, 3];
  return accepted.includes(exitCode) ? [] : [`${ours.words.join(' ')} ends with ${exitCode}: ${output}`];
}

describe.each(documents)('%s', path => {
  const text = read(path);
  const fences = fencesOf(text);

  it('says only commands that work', async () => {
    const problems: string[] = [];
    enter();
    try {
      await runBroadsheet(['import', 'samples/daily-papers.json'], { environment: environment() });
      for (const { language, lines } of fences)
        if (language === 'sh')
          for (const command of commandsOf(lines)) problems.push(...(await problemsOf(command)));
    } finally {
      leave();
    }
    expect(problems).toEqual([]);
  });

  it('names only verbs, flags and scripts that exist', async () => {
    const prose = text.replace(/^( *)```[\s\S]*?^\1```$/gm, '');
    const problems: string[] = [];
    for (const [, inline = ''] of prose.matchAll(/`((?:npx )?broadsheet [^`]+|npm run [^`]+)`/g)) {
      for (const { words } of commandsOf([inline])) {
        const [first, ...rest] = words[0] === 'npx' ? words.slice(1) : words;
        if (first === 'npm' && !scripts.includes(rest[1] ?? '')) problems.push(`no script ${rest[1]}`);
        if (first === 'broadsheet' && /^[a-z]+$/.test(rest[0] ?? ''))
          problems.push(...(await flagsExist(rest)));
      }
    }
    expect(problems).toEqual([]);
  });

  it('shows what its commands really print', async () => {
    const wrong: string[] = [];
    enter();
    try {
      for (const { language, lines } of fences)
        if (language === 'console') wrong.push(...(await wrongTranscript(lines)));
    } finally {
      leave();
    }
    expect(wrong).toEqual([]);
  });

  it('links only to what is there', () => {
    const prose = text.replace(/^( *)```[\s\S]*?^\1```$/gm, '').replace(/`[^`\n]*`/g, '');
    const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(match => match[1] ?? '');
    const missing = targets.filter(target => {
      if (/^[a-z]+:/.test(target)) return false;
      const [file = '', anchor] = target.split('#');
      const place = file === '' ? path : join(dirname(path), file);
      if (!existsSync(join(packageRoot, place))) return true;
      return anchor !== undefined && !anchorsOf(read(place)).has(anchor);
    });
    expect(missing).toEqual([]);
  });
});

/** `$ command` and what it prints, where a line `…` stands for any lines, and ` …` at the end of one for its rest. */
async function wrongTranscript(lines: readonly string[]): Promise<string[]> {
  const wrong: string[] = [];
  const starts = lines.flatMap((line, at) => (line.startsWith('$ ') ? [at] : []));
  for (const [nth, start] of starts.entries()) {
    const shown = lines
      .slice(start + 1, starts[nth + 1] ?? lines.length)
      .join('\n')
      .trim();
    let script = (lines[start] ?? '').slice(2);
    const [command] = commandsOf([script]);
    if (command?.words[1] !== 'broadsheet') continue;
    script = command.words.slice(2).join(' ');
    const { output } = await runVerb({ ...command, words: command.words.slice(2) });
    const printed = output.replace(/[ \t]+$/gm, '').trim();
    const pattern = shown
      .split('\n')
      .map(line => line.trimEnd())
      .map(line => (line === '…' ? '[\\s\\S]*?' : literal(line).replace(/ …$/, '.*')))
      .join('\n');
    if (!new RegExp(`^${pattern}$`).test(printed)) wrong.push(`$ ${script}\n${printed}`);
  }
  return wrong;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The anchors that GitHub gives the headings of a document. */
function anchorsOf(markdown: string): Set<string> {
  return new Set(
    [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

describe('the documents together', () => {
  it('are all reachable from the README', () => {
    const reached = new Set<string>(['README.md', 'CONTRIBUTING.md']);
    const waiting = ['README.md'];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop())
      for (const [, target = ''] of read(path).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
        const place = join(dirname(path), target);
        if (!documents.includes(place) || reached.has(place)) continue;
        reached.add(place);
        waiting.push(place);
      }
    expect(documents.filter(path => !reached.has(path))).toEqual([]);
  });

  it('show no picture that is not there', () => {
    const used = new Set(
      documents.flatMap(path =>
        [...read(path).matchAll(/(?:\]\(|srcset="|src=")([^)"\s]+\.png)/g)].map(match =>
          join(dirname(path), match[1] ?? ''),
        ),
      ),
    );
    expect([...used].filter(picture => !existsSync(join(packageRoot, picture)))).toEqual([]);
  });
});
