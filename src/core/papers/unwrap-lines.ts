/** A line that ends so may end a paragraph; one that does not was broken to fit a width. */
const SENTENCE_END = /[.!?…:;]["'”’)\]}*]{0,3}$/;
const STRONG_BREAK = /\n[ \n]*\n *|\n {2,}/;

/** The text on one line, with single spaces. */
export const oneLine = (text: string): string =>
  singleSpaces(text.includes('\n') ? text.replace(/\n/g, ' ') : text);

const singleSpaces = (text: string): string => text.replace(/ {2,}/g, ' ').trim();

/**
 * The text with one paragraph a line. Blank lines and indented lines (arXiv's mark of a paragraph) separate paragraphs;
 * single line breaks do only where every line ends like a sentence, else they come from wrapping and become spaces.
 */
export function unwrapLines(text: string): string {
  if (!text.includes('\n')) return singleSpaces(text);
  if (isOneWrappedParagraph(text)) return oneLine(text);
  const blocks = text
    .trim()
    .split(STRONG_BREAK)
    .map(block => block.split('\n').map(singleSpaces));
  const wrapped = blocks.some(lines => lines.slice(0, -1).some(line => !SENTENCE_END.test(line)));
  const parts = wrapped ? blocks.map(joinWrapped) : blocks.flat();
  return joinParagraphs(parts);
}

/** What most abstracts are, told at little cost: broken to a width, no paragraph, no word broken. */
function isOneWrappedParagraph(text: string): boolean {
  let isWrapped = false;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + 1);
    if (before === '-' || after === ' ' || after === '\n') return false;
    isWrapped ||= (before >= 'a' && before <= 'z') || before === ',';
  }
  return isWrapped;
}

function joinWrapped(lines: readonly string[]): string {
  let text = '';
  lines.forEach((line, i) => {
    text += i === 0 || breaksWord(lines[i - 1] ?? '', line) ? line : ` ${line}`;
  });
  return text;
}

/** `partially-⏎observable` is one word and `https://a-⏎b.org` one address; `open-⏎and closed-source` is not. */
function breaksWord(before: string, after: string): boolean {
  if (!before.endsWith('-')) return false;
  if (/https?:\/\/\S*$/.test(before)) return true;
  return /[A-Za-z]-$/.test(before) && /^[a-z]/.test(after) && !/^(?:and|or|to|vs)\b/.test(after);
}

/** A paragraph that does not end like a sentence runs on, so that cleaning clean text changes nothing. */
function joinParagraphs(parts: readonly string[]): string {
  let text = '';
  let last = '';
  for (const part of parts) {
    if (part === '') continue;
    text += text === '' ? part : `${SENTENCE_END.test(last) ? '\n' : ' '}${part}`;
    last = part;
  }
  return text;
}
