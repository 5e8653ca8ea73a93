import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SoakAnswer, SoakOrder, SoakOrders } from './soak-process.ts';

/** The bot's process, asked one thing at a time. */
export class SoakBot {
  #child: ChildProcess | undefined;
  #said = '';

  async start(orders: SoakOrders): Promise<void> {
    const entry = fileURLToPath(new URL('soak-process.ts', import.meta.url));
    const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', entry, JSON.stringify(orders)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-4_000);
    });
    this.#child = child;
    await this.#answer('started');
  }

  async ask<K extends 'run' | 'measure'>(
    order: Extract<SoakOrder, { kind: K }>,
  ): Promise<Extract<SoakAnswer, { kind: K extends 'run' ? 'ran' : 'measured' }>> {
    this.#child?.send(order);
    return this.#answer(order.kind === 'run' ? 'ran' : 'measured') as never;
  }

  /** SIGTERM; resolves to the exit code. */
  async stop(): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)));
    child.kill('SIGTERM');
    return ended;
  }

  #answer<K extends SoakAnswer['kind']>(kind: K): Promise<Extract<SoakAnswer, { kind: K }>> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const died = (code: number | null): void => reject(new Error(`exit ${code}: ${this.#said}`));
      child?.once('exit', died);
      child?.once('message', (answer: SoakAnswer) => {
        child.off('exit', died);
        if (answer.kind === kind) resolve(answer as Extract<SoakAnswer, { kind: K }>);
        else reject(new Error(`${answer.kind} instead of ${kind}`));
      });
    });
  }
}
