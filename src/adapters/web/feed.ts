import type { Digest, DigestEntry } from '../../core/digest/digest.ts';
import { reasonPhrase, sayReasons } from '../../core/digest/reason-text.ts';
import { paperUrl } from '../../core/papers/paper-id.ts';
import type { Day } from '../../core/time.ts';
import { escapeHtml } from '../export/escape-html.ts';
import { webAddress } from '../export/web-address.ts';

/** What a feed says of itself. */
export interface FeedFrame {
  readonly title: string;
  /** Of the feed itself. */
  readonly selfUrl: string;
  /** Of the page it belongs to. */
  readonly pageUrl: string;
}

interface Item {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly day?: Day;
  readonly url?: string;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
}

const DESCRIPTION = 'The papers of the last days, the best of each day first.';

/** Newest day first, within a day as ranked. */
function itemsOf({ entries }: Digest): Item[] {
  return entries
    .map(itemOf)
    .sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? 1 : (a.day ?? '') > (b.day ?? '') ? -1 : 0));
}

function itemOf({ paper, gist, reasons }: DigestEntry): Item {
  const day = paper.listedOn ?? paper.publishedAt?.slice(0, 10);
  const url = webAddress(paper.url ?? paperUrl(paper.id) ?? '');
  const why = sayReasons(reasons, paper).map(reasonPhrase).join(' · ');
  return {
    id: paper.id,
    title: paper.title,
    text: [gist, why].filter(part => part !== undefined && part !== '').join('\n'),
    ...(day !== undefined && { day }),
    ...(url !== undefined && { url }),
    authors: paper.authors,
    tags: paper.keywords ?? [],
  };
}

/** RSS 2.0: https://www.rssboard.org/rss-specification. Dates are RFC 822's, text is escaped, there is no CDATA. */
export function rssFeed(digest: Digest, { title, selfUrl, pageUrl }: FeedFrame): string {
  const element = (name: string, text: string): string => `<${name}>${escapeHtml(text)}</${name}>`;
  const items = itemsOf(digest).map(item => {
    const parts = [
      element('title', item.title),
      item.url === undefined ? '' : element('link', item.url),
      `<guid isPermaLink="false">${escapeHtml(item.id)}</guid>`,
      item.day === undefined ? '' : element('pubDate', new Date(`${item.day}T00:00:00Z`).toUTCString()),
      element('description', item.text),
      ...item.authors.map(author => element('dc:creator', author)),
      ...item.tags.map(tag => element('category', tag)),
    ];
    return `<item>\n${parts.filter(part => part !== '').join('\n')}\n</item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
${element('title', title)}
${element('link', pageUrl)}
${element('description', DESCRIPTION)}
<language>en</language>
<atom:link rel="self" type="application/rss+xml" href="${escapeHtml(selfUrl)}"/>
${items.join('\n')}
</channel>
</rss>
`;
}

/** JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/ */
export function jsonFeed(digest: Digest, { title, selfUrl, pageUrl }: FeedFrame): string {
  const items = itemsOf(digest).map(({ id, url, title: name, text, day, authors, tags }) => ({
    id,
    ...(url !== undefined && { url }),
    title: name,
    content_text: text,
    ...(day !== undefined && { date_published: `${day}T00:00:00Z` }),
    ...(authors.length > 0 && { authors: authors.map(author => ({ name: author })) }),
    ...(tags.length > 0 && { tags }),
  }));
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: pageUrl,
    feed_url: selfUrl,
    description: DESCRIPTION,
    language: 'en',
    items,
  };
  return `${JSON.stringify(feed, null, 1)}\n`;
}
