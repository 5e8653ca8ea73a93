import type { Digest, DigestEntry } from '../../core/digest/digest.ts';
import { reasonPhrase, sayReasons } from '../../core/digest/reason-text.ts';

/**
 * A digest for scripts: JSON, indented, ending in a line break. Papers that are shown are whole, with `gist`, `reasons`
 * (as data, `why` as people read them) and `alsoAs`; papers left out are an id, a title and why.
 */
export function renderDigestJson(digest: Digest): string {
  const { period, topics, considered, entries, leftOut, missingSources } = digest;
  const value = {
    period,
    topics,
    considered,
    papers: entries.map(entryJson),
    leftOut: leftOut.map(({ paper, why }) => ({ id: paper.id, title: paper.title, why })),
    missingSources,
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

const entryJson = ({ paper, gist, score, reasons, folded }: DigestEntry): object => ({
  ...paper,
  gist,
  score: Math.round(score * 1e4) / 1e4,
  why: sayReasons(reasons, paper).map(reasonPhrase),
  reasons: reasons.map(reason => ({ ...reason, weight: Math.round(reason.weight * 1e4) / 1e4 })),
  alsoAs: folded.length === 0 ? undefined : folded.map(other => other.id),
});
