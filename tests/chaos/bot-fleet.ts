import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** What runs: a file beside this one that reads its orders from its command line. */
export type BotEntry = 'bot-process' | 'discord-bot-process';

/** Beside the packages that the process needs, and of this run alone. */
const bundleOf = (entry: BotEntry): string =>
  fileURLToPath(new URL(`../../node_modules/.cache/broadsheet/${entry}-${process.pid}.mjs`, import.meta.url));
const MOST_KEPT = 2_000;
/** After so many ends that nobody asked for, something other than the bot is broken. */
const MOST_CRASHES = 100;

/** Processes of the bot, each replaced at once when it is killed. */
export class BotFleet {
  readonly #orders: object;
  readonly #entry: BotEntry;
  readonly #processes: ChildProcess[] = [];
  /** Until a process has begun to work. */
  readonly #ready = new WeakMap<ChildProcess, Promise<void>>();
  /** Ends that nobody asked for, with what the process said last. */
  readonly crashes: string[] = [];
  /** How often each event was logged. */
  readonly events = new Map<string, number>();
  kills = 0;
  #stopping = false;
  restarts = 0;

  constructor(orders: object, entry: BotEntry = 'bot-process') {
    this.#orders = orders;
    this.#entry = entry;
  }

  get pids(): readonly (number | undefined)[] {
    return this.#processes.map(child => child.pid);
  }

  /** Bundles the process first: one that is killed every second must start in less. */
  async start(count: number): Promise<void> {
    await bundle(this.#entry);
    for (let i = 0; i < count; i++) this.#processes.push(this.#spawn(i));
  }

  /** SIGKILL, and another in its place. */
  kill(index: number): void {
    const victim = this.#processes[index];
    if (!victim) return;
    victim.kill('SIGKILL');
    this.kills++;
    this.#processes[index] = this.#spawn(index);
  }

  /** SIGTERM, and another in its place once it has ended: a step of a rolling restart. */
  async restart(index: number): Promise<void> {
    const leaving = this.#processes[index];
    if (!leaving || leaving.exitCode !== null) return;
    await this.#ready.get(leaving);
    const ended = once(leaving, 'exit');
    leaving.kill('SIGTERM');
    await ended;
    this.restarts++;
    this.#processes[index] = this.#spawn(index);
  }

  /** SIGTERM to all; resolves to their exit codes. */
  async stop(): Promise<(number | null)[]> {
    this.#stopping = true;
    const ends = this.#processes.map(async child => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      return code;
    });
    return Promise.all(ends);
  }

  #spawn(index: number): ChildProcess {
    const child = spawn(process.execPath, [bundleOf(this.#entry), JSON.stringify(this.#orders)], {
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    this.#ready.set(
      child,
      new Promise(resolve => {
        child.stderr?.on('data', (chunk: Buffer) => {
          if (chunk.includes('"event":"ready"')) resolve();
        });
        child.once('exit', () => resolve());
      }),
    );
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-MOST_KEPT);
      for (const [, event] of chunk.toString().matchAll(/"event":"([a-z-]+)"/g))
        if (event) this.events.set(event, (this.events.get(event) ?? 0) + 1);
    });
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL' || code === 0) return;
      this.crashes.push(`exit ${code ?? signal}: ${said}`);
      if (this.#stopping || this.crashes.length >= MOST_CRASHES) return;
      if (this.#processes[index] === child) this.#processes[index] = this.#spawn(index);
    });
    return child;
  }
}

const bundling = new Map<BotEntry, Promise<unknown>>();

function bundle(entry: BotEntry): Promise<unknown> {
  const known = bundling.get(entry);
  if (known) return known;
  const outfile = bundleOf(entry);
  process.once('exit', () => rmSync(outfile, { force: true }));
  const built = build({
    entryPoints: [fileURLToPath(new URL(`${entry}.ts`, import.meta.url))],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
  });
  bundling.set(entry, built);
  return built;
}
