import { analyze } from '../analysis/analyze.ts';
import { STOP_WORDS } from '../analysis/stop-words.ts';
import { onceAPaper } from '../papers/once-a-paper.ts';
import { sentencesOf } from './sentences.ts';

/**
 * One sentence that says what a paper does: the source's own summary, else the sentence of the abstract that says it
 * best, whole and as it stands there. Undefined when there is neither.
 */
export const gistOf = onceAPaper(
  (paper): string | undefined => paper.summary ?? bestSentence(paper.title, paper.abstract),
);

const AUTHORS_MAKE =
  /\b(?:we|this (?:paper|work|article|report|study)|our (?:paper|work))\b[^.]{0,40}?\b(?:propose|present|introduce|develop|describe|release|design|build|devise|formulate|unveil|construct|create|contribute|open-source)/i;
const AUTHORS_FIND =
  /\bwe\b[^.]{0,30}?\b(?:show|find|demonstrate|prove|study|investigate|explore|examine|analyze|revisit|observe|argue|reveal|identify|establish|provide)/i;
const TURNS_TO_IT =
  /^(?:to (?:address|tackle|overcome|bridge|solve|fill|mitigate)|to this end|in this (?:paper|work|study|report))/i;
const POINTS_BACK = /^(?:it|they)\b|^(?:to|by|for) [^,]{0,40}\b(?:this|these|those)\b/i;
const SETS_OUT = /^(?:however|but|yet|while|although|despite|unfortunately|nevertheless)\b/i;
const COMPLAINS = /\b(?:remain|challeng|limit|suffer|struggl|difficult|lack|bottleneck|costly)/i;
const CLAIMS = /\b(?:outperform|achiev|state-of-the-art|surpass|experiments?|results?|improv)/i;
const GIVES_LINKS = /https?:|\bgithub\b|\bcode\b.*\b(?:available|released|public)/i;

/** Weights fitted to a third of 11,718 one-sentence summaries of Hugging Face and rounded; `npm run bench:gist` measures all. */
function bestSentence(title: string, abstract: string): string | undefined {
  const sentences = sentencesOf(abstract).map(text => ({ text, stems: contentStems(text) }));
  const spread = new Map<string, number>();
  for (const { stems } of sentences) for (const stem of stems) spread.set(stem, (spread.get(stem) ?? 0) + 1);
  const titleStems = contentStems(title);
  const name = nameIn(title);

  let best: { readonly text: string; readonly score: number } | undefined;
  for (const { text, stems } of sentences) {
    const makes = AUTHORS_MAKE.test(text);
    const inTitle = [...stems].filter(stem => titleStems.has(stem)).length / Math.max(1, titleStems.size);
    const shared = [...stems].reduce((sum, stem) => sum + Math.min(3, spread.get(stem) ?? 1) - 1, 0);
    const central = shared / Math.max(1, stems.size);
    const score =
      (makes ? 1 : 0) +
      (makes && name !== undefined && text.includes(name) ? 0.6 : 0) +
      (!makes && AUTHORS_FIND.test(text) ? 0.3 : 0) +
      3.4 * inTitle +
      2.9 * central +
      lengthScore(text.split(/\s+/).length) +
      (TURNS_TO_IT.test(text) ? 0.6 : 0) -
      (POINTS_BACK.test(text) ? 0.4 : 0) -
      (SETS_OUT.test(text) ? 0.4 : 0) -
      (COMPLAINS.test(text) ? 0.15 : 0) +
      (CLAIMS.test(text) ? 0.3 : 0) -
      (GIVES_LINKS.test(text) ? 0.3 : 0);
    if (!best || score > best.score) best = { text, score };
  }
  return best?.text;
}

function contentStems(text: string): Set<string> {
  const content = analyze(text).filter(token => token.kind !== 'part' && !STOP_WORDS.has(token.form));
  return new Set(content.map(token => token.stem));
}

/** `Draftline` in `Draftline: Speculative Decoding that Knows When to Stop`. */
function nameIn(title: string): string | undefined {
  const name = /^([^:]{2,40}):\s/.exec(title)?.[1];
  return name !== undefined && name.split(/\s+/).length <= 3 ? name : undefined;
}

/** A sentence of a few words says too little, one of many asks too much of somebody who skims. */
function lengthScore(words: number): number {
  return 0.045 * Math.min(words, 35) - 0.04 * Math.max(0, words - 35) - (words < 8 ? 0.8 : 0);
}
