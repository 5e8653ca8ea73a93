import { logOddsRise } from './log-odds.ts';
import type { Rise } from './trends.ts';

/** How many papers hold each key; a paper counts once. */
export function countPapers(keys: Iterable<Iterable<string>>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const own of keys) for (const key of own) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** What rises between two periods of `nowOf` and `beforeOf` papers, steepest first; ties by name. */
export function findRises(
  now: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, number>,
  of: { readonly now: number; readonly before: number },
  least: { readonly papers: number; readonly score: number },
): Rise[] {
  const rises: Rise[] = [];
  for (const [name, papers] of now) {
    if (papers < least.papers) continue;
    const papersBefore = before.get(name) ?? 0;
    const score = logOddsRise({ papers, of: of.now }, { papers: papersBefore, of: of.before });
    if (score < least.score) continue;
    rises.push({
      name,
      papers,
      papersBefore,
      share: papers / of.now,
      shareBefore: papersBefore / of.before,
      score: Math.round(score * 100) / 100,
    });
  }
  return rises.sort((a, b) => b.score - a.score || b.papers - a.papers || (a.name < b.name ? -1 : 1));
}
