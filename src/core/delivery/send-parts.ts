import type { Log } from '../log.ts';
import type { ChannelAddress, FindOutcome, Platform, PostOutcome } from '../platform.ts';
import type { Clock, InstantMs } from '../time.ts';
import { type DeliverySettings, waitAfter } from './delivery-settings.ts';
import type { Edition, EditionPart, PartState } from './edition.ts';
import type { HeldLease } from './held-lease.ts';
import type { Ledger } from './ledger.ts';
import type { Pace } from './pace.ts';
import { withDeadline } from './with-deadline.ts';

export interface SendingPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly ledger: Ledger;
  readonly platform: Platform;
  readonly pace: Pace;
  readonly settings: DeliverySettings;
  /** Asks for an end at the next safe point. */
  readonly stopping: AbortSignal;
  /** Ends posts in flight. */
  readonly aborting: AbortSignal;
}

/** How sending came to a stop. */
export type SendingEnd =
  /** Every part is posted, refused, or attempted where the platform does not let us look. */
  | { readonly kind: 'finished' }
  /** To be taken up again at `until`. */
  | {
      readonly kind: 'waiting';
      readonly until: InstantMs;
      readonly attempts: number;
      readonly reason: string;
    }
  | { readonly kind: 'gone'; readonly outcome: Extract<PostOutcome, { kind: 'gone' }> }
  | { readonly kind: 'stopped' }
  /** Another process has the edition: nothing may be written or sent any more. */
  | { readonly kind: 'lost' };

type Step = 'next' | 'again' | SendingEnd;

/** Clocks of platform and bot may differ by so much. */
const CLOCK_SKEW_MS = 60_000;

/**
 * Sends what is left of a frozen edition, part by part, each exactly once.
 *
 * `attempted` is in the ledger before a post leaves and `posted` after its answer came, so that a part which is
 * `attempted` when work starts, or whose answer never came, may be in the channel. Such a part is looked for first; it
 * is sent again only when a look after the platform's settling time finds nothing.
 */
export class PartSender {
  readonly #ports: SendingPorts;
  readonly #edition: Edition;
  readonly #parts: readonly EditionPart[];
  readonly #states: PartState[];
  readonly #lease: HeldLease;
  readonly #unreadable = new Set<number>();
  /** When this process stopped to wait for the answer to a part's last post. */
  readonly #gaveUpAt = new Map<number, InstantMs>();
  #failures: number;

  constructor(ports: SendingPorts, edition: Edition, parts: readonly EditionPart[], lease: HeldLease) {
    this.#ports = ports;
    this.#edition = edition;
    this.#parts = parts;
    this.#states = parts.map(part => part.state);
    this.#lease = lease;
    this.#failures = edition.state.kind === 'waiting' ? edition.state.attempts : 0;
  }

  /** Where each part stands, by index. */
  get states(): readonly PartState[] {
    return this.#states;
  }

  async sendAll(): Promise<SendingEnd> {
    for (const part of this.#parts) {
      const end = await this.#until(() => this.#advance(part));
      if (end) return end;
    }
    return { kind: 'finished' };
  }

  /** Only finds out about parts that may have been posted; sends nothing. */
  async settleAll(): Promise<SendingEnd> {
    for (const part of this.#parts) {
      const end = await this.#until(async () =>
        this.#states[part.index]?.kind === 'attempted' && !this.#unreadable.has(part.index)
          ? await this.#reconcile(part)
          : 'next',
      );
      if (end) return end;
    }
    return { kind: 'finished' };
  }

  async #until(step: () => Promise<Step>): Promise<SendingEnd | undefined> {
    for (;;) {
      const result = await step();
      if (result === 'next') return undefined;
      if (result !== 'again') return result;
    }
  }

  async #advance(part: EditionPart): Promise<Step> {
    const state = this.#states[part.index];
    if (state?.kind === 'unsent') return this.#send(part);
    if (state?.kind === 'attempted' && !this.#unreadable.has(part.index)) return this.#reconcile(part);
    return 'next';
  }

  async #send(part: EditionPart): Promise<Step> {
    const { clock, ledger, pace, settings, stopping } = this.#ports;
    const parent = this.#parentOf(part);
    if (parent === 'missing')
      return this.#record(part, {
        kind: 'refused',
        at: clock.now(),
        reason: 'the message it answers was not posted',
      });
    try {
      await pace.take(stopping);
    } catch {
      return { kind: 'stopped' };
    }
    if (stopping.aborted) return { kind: 'stopped' };
    if (!(await this.#lease.ensure(settings.answerMs))) return { kind: 'lost' };
    const attempted: PartState = { kind: 'attempted', at: clock.now() };
    if (!(await ledger.setPart(this.#lease.current, part.index, attempted))) return { kind: 'lost' };
    this.#states[part.index] = attempted;
    const patienceMs = attempted.at + settings.answerMs - clock.now();
    // The write took so long that the post might still be on its way when others take it for settled.
    if (patienceMs < settings.answerMs / 2) return { kind: 'stopped' };
    const outcome = await this.#post(part, parent, patienceMs);
    const answeredAt = clock.now();
    this.#gaveUpAt.set(part.index, answeredAt);
    this.#report(part, outcome, answeredAt - attempted.at);
    return this.#settle(part, outcome);
  }

  async #post(part: EditionPart, under: string | undefined, patienceMs: number): Promise<PostOutcome> {
    const { platform, aborting, clock } = this.#ports;
    try {
      const outcome = await withDeadline(clock, patienceMs, aborting, signal =>
        platform.post({
          channel: this.#edition.channel,
          key: part.key,
          payload: part.message.payload,
          ...(under === undefined ? {} : { under }),
          signal,
        }),
      );
      return outcome ?? { kind: 'unknown', reason: `no answer within ${patienceMs} ms` };
    } catch (error) {
      return { kind: 'unknown', reason: `the platform's adapter failed: ${String(error)}` };
    }
  }

  #report({ index }: EditionPart, outcome: PostOutcome, tookMs: number): void {
    const { log, platform } = this.#ports;
    const fields = { edition: this.#edition.id, part: index, platform: platform.name, tookMs };
    if (outcome.kind === 'posted') log.debug('post-made', fields);
    else
      log.warn('post-failed', {
        ...fields,
        outcome: outcome.kind,
        ...('reason' in outcome ? { reason: outcome.reason } : { retryAfterMs: outcome.retryAfterMs }),
      });
  }

  async #settle(part: EditionPart, outcome: PostOutcome): Promise<Step> {
    const { clock, pace, settings } = this.#ports;
    const at = clock.now();
    switch (outcome.kind) {
      case 'posted':
        return this.#record(part, { kind: 'posted', at, messageId: outcome.messageId });
      case 'refused':
        return this.#record(part, { kind: 'refused', at, reason: outcome.reason });
      case 'rate-limited': {
        const written = await this.#record(part, { kind: 'unsent' });
        if (outcome.scope === 'platform') pace.hold(at + outcome.retryAfterMs);
        return written === 'next' ? this.#wait(outcome.retryAfterMs, 'the platform asked to wait') : written;
      }
      case 'unavailable': {
        const written = await this.#record(part, { kind: 'unsent' });
        return written === 'next'
          ? this.#wait(waitAfter(++this.#failures, settings), outcome.reason)
          : written;
      }
      case 'unknown':
        this.#failures++;
        return this.#ports.aborting.aborted ? { kind: 'stopped' } : 'again';
      case 'gone': {
        const written = await this.#record(part, { kind: 'unsent' });
        return written === 'next' ? { kind: 'gone', outcome } : written;
      }
    }
  }

  async #reconcile(part: EditionPart): Promise<Step> {
    const { clock, log, settings } = this.#ports;
    const state = this.#states[part.index];
    if (state?.kind !== 'attempted') return 'next';
    const askedAt = clock.now();
    const found = await this.#find(part);
    switch (found.kind) {
      case 'found': {
        const messageId = found.messageIds.get(part.key);
        log.info('post-looked-up', {
          edition: this.#edition.id,
          part: part.index,
          found: messageId !== undefined,
        });
        if (messageId !== undefined) return this.#record(part, { kind: 'posted', at: state.at, messageId });
        const unsettledMs = this.#settledAt(part, state.at) - askedAt;
        if (unsettledMs > 0) return this.#wait(unsettledMs, 'a post was not answered; it may still arrive');
        const written = await this.#record(part, { kind: 'unsent' });
        if (written !== 'next') return written;
        return this.#failures > 1
          ? this.#wait(waitAfter(this.#failures - 1, settings), 'a post was not answered and did not arrive')
          : 'again';
      }
      case 'rate-limited':
        return this.#wait(found.retryAfterMs, 'the platform asked to wait');
      case 'unavailable':
        return this.#wait(waitAfter(++this.#failures, settings), found.reason);
      case 'unreadable':
        log.warn('post-uncertain', { edition: this.#edition.id, part: part.index, reason: found.reason });
        this.#unreadable.add(part.index);
        return 'next';
    }
  }

  async #find(part: EditionPart): Promise<FindOutcome> {
    const { clock, platform, settings, aborting } = this.#ports;
    const channel: ChannelAddress = this.#edition.channel;
    const parent = this.#parentOf(part);
    const under = parent === undefined || parent === 'missing' ? {} : { under: parent };
    const sinceMs = (this.#edition.plannedAt ?? this.#edition.dueAt) - CLOCK_SKEW_MS;
    try {
      const found = await withDeadline(clock, settings.answerMs, aborting, signal =>
        platform.findPosted(channel, [part.key], { sinceMs, ...under, signal }),
      );
      return found ?? { kind: 'unavailable', reason: `no answer within ${settings.answerMs} ms` };
    } catch (error) {
      return { kind: 'unavailable', reason: `the platform's adapter failed: ${String(error)}` };
    }
  }

  /** From when on a look that finds nothing means that nothing is there: nobody waits for an answer any more. */
  #settledAt(part: EditionPart, attemptedAt: InstantMs): InstantMs {
    const { platform, settings } = this.#ports;
    return (this.#gaveUpAt.get(part.index) ?? attemptedAt + settings.answerMs) + platform.settleMs;
  }

  /** Id of the message this part answers, nothing when it answers none, `missing` when that was never posted. */
  #parentOf(part: EditionPart): string | undefined {
    if (part.message.under === undefined) return undefined;
    const parent = this.#states[part.message.under];
    return parent?.kind === 'posted' ? parent.messageId : 'missing';
  }

  async #record(part: EditionPart, state: PartState): Promise<Step> {
    if (!(await this.#ports.ledger.setPart(this.#lease.current, part.index, state))) return { kind: 'lost' };
    this.#states[part.index] = state;
    if (state.kind === 'posted') this.#failures = 0;
    return 'next';
  }

  /** Sits a short wait out; hands the edition back for a long one. */
  async #wait(ms: number, reason: string): Promise<Step> {
    const { clock, settings, stopping } = this.#ports;
    if (ms > settings.patienceMs)
      return { kind: 'waiting', until: clock.now() + ms, attempts: this.#failures, reason };
    try {
      await clock.sleep(ms, stopping);
      return 'again';
    } catch {
      return { kind: 'stopped' };
    }
  }
}
