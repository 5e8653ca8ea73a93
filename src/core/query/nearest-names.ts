/**
 * The candidates that `typed` was probably meant to be, best first: those a typo or two away (one from four letters, two
 * from eight), then those that hold it or begin it. Compares without case; at most `limit`.
 */
export function nearestNames(typed: string, candidates: readonly string[], limit = 3): string[] {
  const wanted = typed.toLowerCase();
  if (wanted === '' || wanted.length > LONGEST) return [];
  const allowed = wanted.length < 3 ? 0 : wanted.length < 8 ? 1 + Number(wanted.length > 4) : 3;
  const scored: { name: string; cost: number }[] = [];
  for (const name of candidates) {
    const cost = costOf(wanted, name.toLowerCase(), allowed);
    if (cost !== undefined) scored.push({ name, cost });
  }
  scored.sort((a, b) => a.cost - b.cost || a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
  return scored.slice(0, limit).map(({ name }) => name);
}

/** Nothing worth a suggestion is longer, and the comparison stays quick whatever was pasted. */
const LONGEST = 64;

function costOf(wanted: string, name: string, allowed: number): number | undefined {
  const edits = Math.abs(wanted.length - name.length) <= allowed ? editDistance(wanted, name) : allowed + 1;
  if (edits <= allowed) return edits;
  if (wanted.length >= 3 && name.startsWith(wanted)) return 10;
  if (wanted.length >= 3 && name.includes(wanted)) return 11;
  if (name.length >= 4 && wanted.startsWith(name)) return 12;
  return undefined;
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b` (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
