import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../core/secret.ts';
import type { InstantMs } from '../../core/time.ts';

/** Slack's window, either way: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const WINDOW_MS = 5 * 60_000;

export type SignatureVerdict =
  | { readonly kind: 'genuine' }
  | { readonly kind: 'refused'; readonly reason: 'unsigned' | 'stale' | 'future' | 'forged' };

/** Whether Slack signed these bytes within the window; the comparison takes as long for every forgery. */
export function checkSignature(
  request: {
    readonly body: Uint8Array;
    readonly timestamp: string | undefined;
    readonly signature: string | undefined;
  },
  secret: Secret,
  now: InstantMs,
): SignatureVerdict {
  const { body, timestamp, signature } = request;
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp))
    return refused('unsigned');
  const expected = Buffer.from(signatureOf(body, timestamp, secret));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return refused('forged');
  const ageMs = now - Number(timestamp) * 1000;
  if (ageMs > WINDOW_MS) return refused('stale');
  return ageMs < -WINDOW_MS ? refused('future') : { kind: 'genuine' };
}

/** `v0=…`, as Slack computes it. */
export function signatureOf(body: Uint8Array, timestamp: string, secret: Secret): string {
  const hmac = createHmac('sha256', secret.reveal()).update(`v0:${timestamp}:`).update(body);
  return `v0=${hmac.digest('hex')}`;
}

const refused = (reason: Extract<SignatureVerdict, { kind: 'refused' }>['reason']): SignatureVerdict => ({
  kind: 'refused',
  reason,
});
