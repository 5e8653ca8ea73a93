import { setTimeout as sleep } from 'node:timers/promises';
import type { EmulatedChannel, EmulatedUser } from './world.ts';

export const CALLBACK = { reply: 4, defer: 5, deferUpdate: 6, update: 7, autocomplete: 8, modal: 9 } as const;
const EPHEMERAL = 1 << 6;

/** What a person sees of an answer. */
export interface SeenAnswer {
  readonly id: string;
  readonly ephemeral: boolean;
  body: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
}

/** One command, press or typed letter, and what became of it. */
export class EmulatedInteraction {
  readonly id: string;
  readonly token: string;
  readonly at = performance.now();
  readonly channel: EmulatedChannel;
  readonly user: EmulatedUser;
  /** How it was acknowledged, and how long that took. */
  callback:
    | { readonly type: number; readonly data: Record<string, unknown>; readonly afterMs: number }
    | undefined;
  /** The message whose button was pressed, edited in place by an update. */
  readonly source: { body: Readonly<Record<string, unknown>> } | undefined;
  readonly answers: SeenAnswer[] = [];
  /** Was the answer filled in? A deferred one shows “thinking…” before. */
  finished = false;

  constructor(
    id: string,
    token: string,
    place: { readonly channel: EmulatedChannel; readonly user: EmulatedUser },
    source?: { body: Readonly<Record<string, unknown>> },
  ) {
    this.id = id;
    this.token = token;
    this.channel = place.channel;
    this.user = place.user;
    this.source = source;
  }

  get ephemeral(): boolean {
    return (Number(this.callback?.data['flags'] ?? 0) & EPHEMERAL) !== 0;
  }

  async #until(holds: () => boolean, what: string, forMs = 30_000): Promise<this> {
    for (const start = Date.now(); !holds(); await sleep(3))
      if (Date.now() - start > forMs) throw new Error(`not ${what} within ${forMs} ms`);
    return this;
  }

  acknowledged(): Promise<this> {
    return this.#until(() => this.callback !== undefined, 'acknowledged');
  }

  /** With its answer filled in. */
  answered(): Promise<this> {
    return this.#until(() => this.finished, 'answered');
  }

  /** All text of its answers. */
  get text(): string {
    return this.answers.map(answer => textOf(answer.body)).join('\n');
  }
}

/** All text displays of a body, one a line. */
export function textOf(body: unknown): string {
  if (Array.isArray(body)) return body.map(textOf).filter(Boolean).join('\n');
  if (typeof body !== 'object' || body === null) return '';
  const content = 'type' in body && body.type === 10 && 'content' in body ? String(body.content) : '';
  const inner = Object.values(body)
    .filter(value => typeof value === 'object')
    .map(textOf);
  return [content, ...inner].filter(Boolean).join('\n');
}
