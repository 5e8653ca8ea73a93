import { RESTJSONErrorCodes as Code, type REST, Routes } from 'discord.js';
import type { Log } from '../../core/log.ts';
import type { Clock, InstantMs } from '../../core/time.ts';
import type { AnswerQueue } from './answer-queue.ts';
import { FLAG } from './components.ts';
import { apiCode, postOutcomeOf, reasonOf } from './errors.ts';
import { LIMITS } from './limits.ts';
import { filesOf } from './post.ts';
import type { DiscordPayload } from './render.ts';

/** How an interaction is acknowledged: https://docs.discord.com/developers/interactions/receiving-and-responding */
export type Acknowledgement =
  | { readonly kind: 'private' }
  | { readonly kind: 'public' }
  /** The message whose button was pressed will change. */
  | { readonly kind: 'update' }
  | { readonly kind: 'choices'; readonly choices: readonly { name: string; value: string }[] }
  | { readonly kind: 'form'; readonly form: unknown };

export interface ResponderPorts {
  readonly rest: REST;
  readonly clock: Clock;
  readonly log: Log;
  readonly queue: AnswerQueue;
}

const TRIES = 3;
const PAUSE_MS = 300;
const HANGING_MS = 1_000;

/** Answers one interaction: acknowledged once, then filled in, as long as its token lives. Never rejects. */
export class Responder {
  readonly #ports: ResponderPorts;
  readonly #interaction: { readonly id: string; readonly token: string; readonly applicationId: string };
  readonly #arrivedAt: InstantMs;
  readonly #acknowledged: () => void;

  constructor(ports: ResponderPorts, interaction: { id: string; token: string; applicationId: string }) {
    this.#ports = ports;
    this.#interaction = interaction;
    this.#arrivedAt = ports.clock.now();
    this.#acknowledged = ports.queue.arrived();
  }

  /** `false`: too late, or somebody else has answered. Then nothing must be done for it. */
  async acknowledge(how: Acknowledgement): Promise<boolean> {
    const { id, token } = this.#interaction;
    // One acknowledgement that hangs holds up nobody else's work for long.
    void this.#ports.clock.sleep(HANGING_MS).then(this.#acknowledged, () => undefined);
    let repeated = false;
    const done = await this.#attempt('acknowledge', async () => {
      try {
        await this.#ports.rest.post(Routes.interactionCallback(id, token), {
          body: callback(how),
          auth: false,
        });
      } catch (error) {
        // The answer to the first try was lost: it was heard all the same.
        if (!repeated || apiCode(error) !== Code.InteractionHasAlreadyBeenAcknowledged) {
          repeated = true;
          throw error;
        }
      }
    });
    this.#acknowledged();
    return done;
  }

  /** For an interaction that is not answered here. */
  drop(): void {
    this.#acknowledged();
  }

  /** Puts the messages in place of “thinking…”, or of the message whose button was pressed; more follow it. */
  async fill(payloads: readonly DiscordPayload[], audience: 'private' | 'public'): Promise<boolean> {
    const { applicationId, token } = this.#interaction;
    const [first, ...more] = payloads;
    if (!first || this.#isLate()) return false;
    const filled = await this.#attempt('answer', () =>
      this.#ports.rest.patch(Routes.webhookMessage(applicationId, token), {
        body: { ...first.body, attachments: attachmentsOf(first) },
        files: filesOf(first.files),
        auth: false,
      }),
    );
    for (const payload of filled ? more : []) if (!(await this.#follow(payload, audience))) return false;
    return filled;
  }

  /** Says more in private, and leaves the message whose button was pressed as it is. */
  async add(payloads: readonly DiscordPayload[]): Promise<void> {
    for (const payload of payloads) await this.#follow(payload, 'private');
  }

  /** Takes “thinking…” away and says it in private instead. */
  async withdraw(payloads: readonly DiscordPayload[]): Promise<void> {
    const { applicationId, token } = this.#interaction;
    await this.add(payloads);
    await this.#attempt('withdraw', () =>
      this.#ports.rest.delete(Routes.webhookMessage(applicationId, token), { auth: false }),
    );
  }

  async #follow({ body, files }: DiscordPayload, audience: 'private' | 'public'): Promise<boolean> {
    const { applicationId, token } = this.#interaction;
    const flags = audience === 'private' ? body.flags | FLAG.ephemeral : body.flags;
    try {
      await this.#ports.rest.post(Routes.webhook(applicationId, token), {
        body: { ...body, flags },
        files: filesOf(files),
        auth: false,
      });
      return true;
    } catch (error) {
      this.#report('follow', error);
      return false;
    }
  }

  #isLate(): boolean {
    const late = this.#ports.clock.now() - this.#arrivedAt > LIMITS.interactionMs - 5_000;
    if (late) this.#ports.log.warn('interaction-too-late', { interaction: this.#interaction.id });
    return late;
  }

  /** What may not have arrived is done again: it comes to the same. */
  async #attempt(what: string, work: () => Promise<unknown>): Promise<boolean> {
    for (let tried = 1; ; tried++) {
      try {
        await work();
        return true;
      } catch (error) {
        const { kind } = postOutcomeOf(error);
        if (tried === TRIES || (kind !== 'unknown' && kind !== 'unavailable')) {
          this.#report(what, error);
          return false;
        }
        await this.#ports.clock.sleep(PAUSE_MS * (tried - 1));
      }
    }
  }

  #report(what: string, error: unknown): void {
    this.#ports.log.warn('interaction-failed', {
      interaction: this.#interaction.id,
      what,
      reason: reasonOf(error),
    });
  }
}

/** All that a message has from now on: pictures of the page before are let go. */
const attachmentsOf = ({ files = [] }: DiscordPayload) =>
  files.map(({ name }, id) => ({ id: String(id), filename: name }));

function callback(how: Acknowledgement): unknown {
  switch (how.kind) {
    case 'private':
      return { type: 5, data: { flags: FLAG.ephemeral } };
    case 'public':
      return { type: 5, data: {} };
    case 'update':
      return { type: 6 };
    case 'choices':
      return { type: 8, data: { choices: how.choices } };
    case 'form':
      return { type: 9, data: how.form };
  }
}
