import { fold } from './fold.ts';
import { scanWords } from './scan-words.ts';
import { stem } from './stem.ts';

/**
 * A word of a text as search and topics see it. `start` and `end` are UTF-16 offsets into the text that was analysed,
 * so that a match can be shown in the author's own spelling.
 */
export interface Token {
  /**
   * - `word`: stands alone
   * - `whole`: a compound as it is written (`GPT-4o`, `state-space`, `FlashAttention`); its parts follow it
   * - `part`: one word of the compound before it
   *
   * The words and parts alone are the text read word by word; the wholes lie over them.
   */
  readonly kind: 'word' | 'whole' | 'part';
  /** Folded: lower case, no accents; `gpt-4o`, `1.58-bit`, `c++` stay whole. */
  readonly form: string;
  /** What equal words share. A whole has none of its joints: `pre-training` and `pretraining` are `pretrain`. */
  readonly stem: string;
  /** Counts words and parts from 0; a whole has the position of its first part. */
  readonly position: number;
  /** How many positions it covers: 1 except for a whole. */
  readonly span: number;
  readonly start: number;
  readonly end: number;
}

/** Longer runs (keys, encoded bytes) are no words of a language: cut to this many letters. */
const LONGEST = 64;

const CACHE_LIMIT = 50_000;
const stems = new Map<string, string>();

/** The stem of a form as {@link Token} has it. Remembers: a text repeats its words, an archive even more. */
export function stemOfForm(form: string): string {
  const known = stems.get(form);
  if (known !== undefined) return known;
  if (stems.size >= CACHE_LIMIT) stems.clear();
  const made = freshStem(form);
  stems.set(form, made);
  return made;
}

/**
 * The words of a text, in order. Total: any string gives tokens. Never longer than linear work.
 *
 * Kept whole besides their parts: what hyphens, underscores, camel case or a digit after letters join. Kept whole without
 * parts: numbers with point or thousands comma, arXiv ids (the version is not in the stem), `c++`, `f#`, dotted initials.
 * A Han or Kana character is a word by itself, so that a run of them can be found as a phrase.
 */
export function analyze(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  scanWords(text, (start, end, cuts) => {
    if (cuts.length === 0) {
      const form = formOf(text, start, end);
      if (form === '') return;
      tokens.push({ kind: 'word', form, stem: stemOfForm(form), position, span: 1, start, end });
      position += 1;
      return;
    }
    const parts: Token[] = [];
    for (let i = 0; i < cuts.length + 2; i += 2) {
      const from = i === 0 ? start : (cuts[i - 1] ?? start);
      const to = cuts[i] ?? end;
      const form = formOf(text, from, to);
      if (form === '') continue;
      parts.push({
        kind: 'part',
        form,
        stem: stemOfForm(form),
        position: position + parts.length,
        span: 1,
        start: from,
        end: to,
      });
    }
    const whole = formOf(text, start, end);
    tokens.push({
      kind: 'whole',
      form: whole,
      stem: stemOfForm(whole),
      position,
      span: parts.length,
      start,
      end,
    });
    tokens.push(...parts);
    position += parts.length;
  });
  return tokens;
}

/** The same for who asks once and remembers by themselves. */
export const freshStem = (form: string): string => stem(bare(form));

/** The form of a stretch of text, as {@link Token} has it; empty when nothing of it is left. */
export function formOf(text: string, start: number, end: number): string {
  return fold(text.slice(start, Math.min(end, start + LONGEST)));
}

const JOINTS = /[-_'/,]/g;
const ARXIV_VERSION = /^(\d{4}\.\d{4,5}|[a-z-]+\/\d{7})v\d+$/;
const INITIALS = /^[a-z](\.[a-z])+$/;

/** A form without what joins it: the thousands comma, hyphens, apostrophes, dots of initials; an arXiv id without its version. */
function bare(form: string): string {
  if (/^[a-z]+$/.test(form)) return form;
  if (form.endsWith("'s")) return form.slice(0, -2);
  if (INITIALS.test(form)) return form.replaceAll('.', '');
  return form.replace(ARXIV_VERSION, '$1').replace(JOINTS, '');
}
