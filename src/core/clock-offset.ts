import { describeSpan } from './describe-span.ts';
import type { Finding, FindingMaker } from './finding.ts';

/** Platforms refuse what was signed so long ago; smaller differences are the network's. */
const WARN_MS = 60_000;
const FAIL_MS = 30 * 60_000;

/** What it means that this clock differs so much from another one; positive: this one is ahead. */
export function judgeOffset(find: FindingMaker, subject: string, offsetMs: number, other: string): Finding {
  const off = Math.abs(offsetMs);
  if (off < WARN_MS) return find.ok(subject, `agrees with ${other}`);
  const says = `${describeSpan(off)} ${offsetMs > 0 ? 'ahead of' : 'behind'} ${other}`;
  const fix = 'set the clock of this machine, best by NTP: digests go out by it, and platforms check it';
  return off < FAIL_MS ? find.warn(subject, says, fix) : find.fail(subject, says, fix);
}
