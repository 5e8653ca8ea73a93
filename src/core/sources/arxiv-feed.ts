import * as z from 'zod';
import { arxivId } from '../papers/paper-id.ts';
import { categoriesOf } from './arxiv-atom.ts';
import { dayOf, dayOfMailDate } from './calendar.ts';
import { PaperCollector } from './paper-collector.ts';
import type { ParseContext, ParsedPapers, SourceFormat } from './source.ts';
import {
  childNamed,
  childText,
  childTexts,
  descendantNamed,
  readXmlItems,
  rootName,
  type XmlElement,
} from './xml-elements.ts';
import { reasonOf } from './zod-reason.ts';

/** The daily RSS and Atom feeds of arXiv: https://info.arxiv.org/help/rss_specifications.html */
export const arxivFeed: SourceFormat = {
  name: 'arxiv-feed',
  recognises: text =>
    ['rss', 'feed'].includes(rootName(text)) && /rss\.arxiv\.org|announce_type/i.test(text.slice(0, 4000)),
  parse: parseFeed,
};

const FeedItem = z.object({
  id: z.string('there is no arXiv id'),
  title: z.string('there is no title'),
  abstract: z.string().optional(),
  /** `new`, `cross` (listed elsewhere before), `replace` and `replace-cross` (a new version). */
  announceType: z.string().optional(),
  authors: z.array(z.string()),
  categories: z.array(z.string()),
  day: z.string().optional(),
});
type FeedItem = z.infer<typeof FeedItem>;

function parseFeed(text: string, context: ParseContext): ParsedPapers {
  const isRss = rootName(text) === 'rss';
  const { head, items } = readXmlItems(text, isRss ? 'item' : 'entry');
  const collector = new PaperCollector('arxiv-feed', sourceName(text.slice(0, 4000)), context);
  const channelDay = dayIn(descendantNamed(head, 'channel') ?? descendantNamed(head, 'feed'));
  let versions = 0;
  items.forEach((element, i) => {
    const item = FeedItem.safeParse(isRss ? rssItem(element) : atomItem(element));
    if (!item.success) collector.skip(`item ${i + 1}`, reasonOf(item.error));
    else if (addItem(`item ${i + 1}`, item.data, channelDay, collector) === 'version') versions++;
  });
  if (items.length === 0) collector.note(emptyNote(head, channelDay));
  if (versions > 0)
    collector.note(`${versions} of ${items.length} are new versions of papers announced before`);
  return collector.result();
}

/** A new version is seen on the day, but only a paper that is new or new to the category is listed. */
function addItem(
  place: string,
  item: FeedItem,
  channelDay: string | undefined,
  collector: PaperCollector,
): 'listed' | 'version' {
  const { id, title, abstract, authors, categories, announceType } = item;
  const day = item.day ?? channelDay;
  const isVersion = announceType?.startsWith('replace') === true;
  collector.add(place, {
    id: `arxiv:${id}`,
    title,
    abstract,
    authors,
    categories,
    ...(isVersion ? { newVersionOn: day } : { listedOn: day }),
    ...(announceType === 'new' && { publishedAt: day }),
  });
  return isVersion ? 'version' : 'listed';
}

/** `arxiv:cs.CL`, from the address of the feed: `http://rss.arxiv.org/rss/cs.CL`. */
function sourceName(head: string): string {
  const feed = /rss\.arxiv\.org\/(?:rss|atom)\/([\w.+-]+)/.exec(head)?.[1];
  return feed ? `arxiv:${feed}` : 'arxiv';
}

function rssItem(element: XmlElement): unknown {
  const description = describe(childText(element, 'description'));
  return {
    id: idOf(description.id, childText(element, 'guid'), childText(element, 'link')),
    title: childText(element, 'title'),
    abstract: description.abstract,
    announceType: childText(element, 'announce_type')?.trim() ?? description.announceType,
    authors: creators(element),
    categories: childTexts(element, 'category').map(category => category.trim()),
    day: dayIn(element),
  };
}

function atomItem(element: XmlElement): unknown {
  const description = describe(childText(element, 'summary'));
  return {
    id: idOf(description.id, childText(element, 'id'), childNamed(element, 'link')?.attributes['href']),
    title: childText(element, 'title'),
    abstract: description.abstract,
    announceType: childText(element, 'announce_type')?.trim() ?? description.announceType,
    authors: creators(element),
    categories: categoriesOf(element),
    day: dayIn(element),
  };
}

const idOf = (...places: (string | undefined)[]): string | undefined =>
  places.map(place => place && arxivId(place)).find(id => id !== undefined);

/** `arXiv:2604.21935v1 Announce Type: new ⏎Abstract: …` */
function describe(text: string | undefined): { id?: string; announceType?: string; abstract?: string } {
  const [, id, announceType, abstract] =
    /^\s*arXiv:(\S+)\s+Announce Type:\s*(\S+)\s+(?:Abstract:\s*)?(.*)$/s.exec(text ?? '') ?? [];
  if (id === undefined || announceType === undefined) return text === undefined ? {} : { abstract: text };
  return { id, announceType, ...(abstract && { abstract }) };
}

/** All names in one element, or one element a name. */
const creators = (element: XmlElement): string[] =>
  childTexts(element, 'creator')
    .flatMap(names => names.split(/,\s+/))
    .map(name => name.trim())
    .filter(Boolean);

function dayIn(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined;
  const mailDate = childText(element, 'pubDate') ?? childText(element, 'lastBuildDate');
  if (mailDate) return dayOfMailDate(mailDate);
  const instant = childText(element, 'published') ?? childText(element, 'updated');
  return instant && dayOf(instant.trim());
}

/** A channel says by `skipDays` that it is always empty then. */
function emptyNote(head: XmlElement, day: string | undefined): string {
  const skipped = childTexts(descendantNamed(head, 'skipDays') ?? head, 'day').map(name => name.trim());
  const weekday = day && WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()];
  const empty = `the channel announces no papers${day ? ` on ${day}` : ''}`;
  return weekday && skipped.includes(weekday)
    ? `${empty}, a ${weekday}: it skips ${skipped.sort().join(' and ')}`
    : empty;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
