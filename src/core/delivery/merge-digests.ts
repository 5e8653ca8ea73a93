import type { Digest, DigestEntry, LeftOutReason } from '../digest/digest.ts';
import type { Paper } from '../papers/paper.ts';

/** Of what several subscriptions say against a paper, the last in this order counts: it came nearest to being shown. */
const NEARNESS: readonly LeftOutReason[] = [
  'seen',
  'no-topic',
  'excluded',
  'duplicate',
  'too-few-votes',
  'below-floor',
  'over-limit',
];

/** One digest of several for the same channel: every paper once, best first; the first one's period and sources. */
export function mergeDigests(digests: readonly [Digest, ...Digest[]]): Digest {
  const [first, ...others] = digests;
  if (others.length === 0) return first;
  const entries: DigestEntry[] = [];
  const shown = new Set<string>();
  for (const entry of digests.flatMap(digest => digest.entries).sort((a, b) => b.score - a.score)) {
    const same = [entry.paper, ...entry.folded].map(paper => paper.id);
    if (same.some(id => shown.has(id))) continue;
    for (const id of same) shown.add(id);
    entries.push(entry);
  }
  const leftOut = mergeLeftOut(digests, shown);
  const folded = entries.flatMap(entry => entry.folded.map(paper => ({ paper, why: 'duplicate' as const })));
  const everything = digests.some(digest => digest.topics === undefined);
  const topics = [...new Set(digests.flatMap(digest => digest.topics ?? []))].join(', ');
  return {
    period: widest(digests),
    ...(everything ? {} : { topics }),
    entries,
    considered: entries.length + folded.length + leftOut.length,
    leftOut: [...leftOut, ...folded],
    missingSources: first.missingSources,
  };
}

function mergeLeftOut(digests: readonly Digest[], shown: ReadonlySet<string>): Digest['leftOut'] {
  const reasons = new Map<string, { paper: Paper; why: LeftOutReason }>();
  for (const { leftOut } of digests)
    for (const { paper, why } of leftOut) {
      const known = reasons.get(paper.id);
      if (shown.has(paper.id)) continue;
      if (!known || NEARNESS.indexOf(why) > NEARNESS.indexOf(known.why))
        reasons.set(paper.id, { paper, why });
    }
  return [...reasons.values()];
}

/** The longest of the periods, which all end together. */
function widest(digests: readonly [Digest, ...Digest[]]): Digest['period'] {
  const since = ({ period }: Digest): string => (period.kind === 'day' ? period.day : period.since);
  return digests.reduce((a, b) => (since(b) < since(a) ? b : a)).period;
}
