/** What ends in a point without ending a sentence; looked for at the end of the text before a gap. */
const ABBREVIATION =
  /(?:^|[\s([])(?:e\.g|i\.e|et al|vs|cf|figs?|eqs?|secs?|tab|no|approx|resp|w\.r\.t|incl|viz|ca|st|dr|prof|\p{Lu})\.$/iu;
const GAP = /[.!?]["'”’)\]]*\s+(?=["'“‘([]*[\p{Lu}\p{Lt}\p{Lo}\p{N}$\\`])|[。！？]["'”’」』）]*\s*|\n+/gu;

/** The sentences of a text as they stand in it, trimmed, in order. A line break ends one too. */
export function sentencesOf(text: string): string[] {
  const found: string[] = [];
  let start = 0;
  const take = (end: number): void => {
    const sentence = text.slice(start, end).trim();
    if (sentence !== '') found.push(sentence);
  };
  for (const gap of text.matchAll(GAP)) {
    if (gap[0].startsWith('.') && ABBREVIATION.test(text.slice(Math.max(0, gap.index - 10), gap.index + 1)))
      continue;
    const end = gap.index + gap[0].length;
    take(end);
    start = end;
  }
  take(text.length);
  return found;
}
