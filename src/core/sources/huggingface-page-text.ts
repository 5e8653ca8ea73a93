import { pagePaperId } from '../papers/paper-id.ts';
import type { Day } from '../time.ts';
import { dayFromNames } from './calendar.ts';
import { PaperCollector, type RawPaper } from './paper-collector.ts';
import type { ParseContext, ParsedPapers, SourceFormat } from './source.ts';

/**
 * The Daily Papers page as copied from a browser: a header with the day, then for each paper its title, its abstract,
 * `• 2 authors` or the organisation's slug and name, a line `·`, and the date of publication with the number of comments.
 */
export const huggingfacePageText: SourceFormat = {
  name: 'huggingface-page-text',
  recognises: text => PAGE_TITLE.test(text.slice(0, 3000)) || FOOTER.test(text.slice(0, 100_000)),
  parse: parsePage,
};

const PAGE_TITLE = /^\s*Daily Papers\s*$/m;
const FOOTER = /^\s*[·•∙]\s*\n\s*[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\b/m;

interface Line {
  /** With single spaces, for telling what the line is. */
  readonly text: string;
  readonly written: string;
  /** 1-based. */
  readonly number: number;
  readonly afterBlank: boolean;
}

/** What is between the papers before and after: the blocks of title and abstract, and the two lines under them. */
interface Entry {
  readonly blocks: readonly (readonly Line[])[];
  readonly by?: Line;
  readonly date?: Line;
}

interface PublicationLine {
  readonly day: Day;
  readonly comments?: number;
}

function parsePage(text: string, context: ParseContext): ParsedPapers {
  const collector = new PaperCollector('huggingface-page-text', 'huggingface', context);
  const { entries, header } = readEntries(readLines(text));
  const dates = entries.map(({ date }) => date && publicationLine(date.text));
  const newest = dates.reduce<Day>((latest, date) => (date && date.day > latest ? date.day : latest), '');
  const listedOn = header && editionDay(header, newest);
  entries.forEach((entry, i) => {
    const title = entry.blocks[0]?.[0];
    const place = `line ${title?.number ?? entry.date?.number ?? 0}`;
    if (!title) collector.skip(place, 'a paper without a title');
    else if (entry.date && !dates[i])
      collector.skip(place, `${JSON.stringify(entry.date.text)} is not a date`);
    else collector.add(place, { ...rawEntry(entry, dates[i]), listedOn });
  });
  if (entries.length === 0) collector.note('the page lists no papers');
  return collector.result();
}

function readLines(text: string): Line[] {
  const lines: Line[] = [];
  let afterBlank = true;
  text.split(/\r\n?|\n/).forEach((line, i) => {
    const bare = line.replace(/\s+/g, ' ').trim();
    if (bare !== '') lines.push({ text: bare, written: line.trim(), number: i + 1, afterBlank });
    afterBlank = bare === '';
  });
  return lines;
}

/** The entries, each ended by its footer, and the day that stands above the first. */
function readEntries(lines: readonly Line[]): { entries: Entry[]; header: HeaderDay | undefined } {
  const entries: Entry[] = [];
  let header: HeaderDay | undefined;
  let start = 0;
  for (let at = 1; at < lines.length; at++) {
    if (!/^[·•∙]$/.test(lines[at]?.text ?? '')) continue;
    const [by, date] = [lines[at - 1], lines[at + 1]];
    const blocks = blocksOf(lines.slice(start, at - 1));
    const headed = entries.length === 0 ? withoutHeader(blocks) : { blocks, header: undefined };
    header ??= headed.header;
    const parts = splitLostFooters(headed.blocks);
    parts.forEach((part, i) => {
      entries.push({ blocks: part, ...(i === parts.length - 1 && by && date && { by, date }) });
    });
    start = at + 2;
  }
  header ??= withoutHeader(blocksOf(lines)).header;
  return { entries, header };
}

function blocksOf(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (last && !line.afterBlank) last.push(line);
    else blocks.push([line]);
  }
  return blocks;
}

interface HeaderDay {
  readonly month: string;
  readonly day: number;
  readonly year?: number;
}

const HEADER_DAY = /^([A-Z][a-z]{2,8})\.? (\d{1,2})(?:, (\d{4}))?$/;

/** What follows the day of the page; without one a title and an abstract are all that can be told from a header. */
function withoutHeader(blocks: readonly (readonly Line[])[]): {
  blocks: readonly (readonly Line[])[];
  header: HeaderDay | undefined;
} {
  for (let i = blocks.length - 1; i >= 0; i--) {
    const [, month, day, year] = HEADER_DAY.exec(blocks[i]?.at(-1)?.text ?? '') ?? [];
    if (!month || !day || dayFromNames(2024, month, Number(day)) === undefined) continue;
    const header = { month, day: Number(day), ...(year && { year: Number(year) }) };
    return { blocks: blocks.slice(i + 1), header };
  }
  return { blocks: blocks.slice(-2), header: undefined };
}

/** Where a paper has lost its footer, its successor's title follows its abstract: a line that is no sentence. */
function splitLostFooters(blocks: readonly (readonly Line[])[]): (readonly (readonly Line[])[])[] {
  for (let i = 2; i + 1 < blocks.length; i++) {
    const [before, title, after] = [blocks[i - 1], blocks[i], blocks[i + 1]].map(
      block => block?.at(-1)?.text ?? '',
    );
    const isTitle = blocks[i]?.length === 1 && title && title.length < 250 && !ENDS_SENTENCE.test(title);
    if (isTitle && ENDS_SENTENCE.test(before ?? '') && (after?.length ?? 0) > title.length)
      return [blocks.slice(0, i), ...splitLostFooters(blocks.slice(i))];
  }
  return [blocks];
}

const ENDS_SENTENCE = /[.!?…:;,]["'”’)\]]{0,2}$/;

function rawEntry({ blocks, by }: Entry, date: PublicationLine | undefined): RawPaper {
  const [title = '', ...paragraphs] = blocks.map(block => block.map(line => line.written).join('\n'));
  return {
    id: pagePaperId(title),
    title,
    abstract: paragraphs.join('\n\n'),
    publishedAt: date?.day,
    comments: date?.comments,
    ...(by && byLine(by.text)),
  };
}

function byLine(text: string): Pick<RawPaper, 'authorCount' | 'organization'> {
  const count = /^[•·\s]*([\d,.]+) authors?$/i.exec(text)?.[1];
  if (count) return { authorCount: Number(count.replace(/\D/g, '')) };
  const words = text.replace(/^[•·\s]+/, '').split(' ');
  const half = words.length / 2;
  const twice = words.slice(0, half).join(' ');
  // A picture's text and the name beside it: where they are the same words, the name is all there is.
  if (half > 1 && twice === words.slice(half).join(' '))
    return { organization: { slug: twice.replace(/ /g, '-'), name: twice } };
  const [slug = '', ...name] = words;
  return slug ? { organization: { slug, name: name.join(' ') } } : {};
}

function publicationLine(text: string): PublicationLine | undefined {
  const [, month, day, year, comments] =
    /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})(?: ([\d,]{1,9}))?$/.exec(text) ?? [];
  const date = month && day && year ? dayFromNames(Number(year), month, Number(day)) : undefined;
  if (!date) return undefined;
  return { day: date, ...(comments && { comments: Number(comments.replaceAll(',', '')) }) };
}

/** A day without a year is the first such day on or after the newest paper; 29 February may be years away. */
function editionDay({ month, day, year }: HeaderDay, newest: Day): Day | undefined {
  if (year) return dayFromNames(year, month, day);
  if (newest === '') return undefined;
  const first = Number(newest.slice(0, 4));
  for (let candidate = first; candidate <= first + 8; candidate++) {
    const date = dayFromNames(candidate, month, day);
    if (date && date >= newest) return date;
  }
  return undefined;
}
