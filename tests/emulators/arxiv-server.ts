import type { Clock } from '../../src/core/time.ts';
import { type Answerer, answer, answerWithEtag, LoopbackServer, urlOf } from './loopback-server.ts';

export interface ArxivPaper {
  /** Without a version. */
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly authors: readonly string[];
  /** Primary first. */
  readonly categories: readonly string[];
  /** ISO instant. */
  readonly submitted: string;
}

/** The feed as it was last rebuilt. */
export interface ArxivFeed {
  /** The Eastern day it is of. */
  readonly day: string;
  readonly papers: readonly ArxivPaper[];
}

const GAP_MS = 3_000;
const ATOM = { 'content-type': 'application/atom+xml; charset=utf-8' };

/**
 * `export.arxiv.org` and `rss.arxiv.org` in one, as far as Broadsheet asks them: the query API by category, span of
 * submission and id list, in slices; feeds with ETags. Asked sooner than three seconds after its last answer, or
 * twice at once, it says `429 Rate exceeded.`
 */
export class ArxivServer extends LoopbackServer {
  readonly papers: ArxivPaper[] = [];
  feed: ArxivFeed | undefined;

  constructor(clock: Clock) {
    let lastAnswered = Number.NEGATIVE_INFINITY;
    let busy = false;
    super(request => (incoming, response) => {
      const tooSoon = busy || clock.now() - lastAnswered < GAP_MS;
      busy = true;
      response.on('finish', () => {
        busy = false;
        lastAnswered = clock.now();
      });
      const answerer = tooSoon
        ? answer(429, 'Rate exceeded.', { 'content-type': 'text/plain' })
        : this.#answerTo(urlOf(request));
      answerer(incoming, response);
    });
  }

  #answerTo({ pathname, searchParams }: URL): Answerer {
    if (pathname === '/api/query') return this.#slice(searchParams);
    const categories = /^\/rss\/(.+)$/.exec(pathname)?.[1]?.split('+');
    return categories
      ? answerWithEtag(this.#rss(categories), { 'content-type': 'application/rss+xml' })
      : answer(404, 'Not Found');
  }

  #slice(query: URLSearchParams): Answerer {
    const start = Number(query.get('start') ?? 0);
    const size = Number(query.get('max_results') ?? 10);
    const ids = query.get('id_list')?.split(',') ?? [];
    const malformed = ids.find(id => !/^(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?\/\d{7})(v\d+)?$/.test(id));
    if (size > 2_000) return refuse('max_results must be at most 2000');
    if (malformed !== undefined) return refuse(`incorrect id format for ${malformed}`);
    const found = this.papers.filter(
      ids.length > 0 ? paper => ids.includes(paper.id) : matches(query.get('search_query') ?? ''),
    );
    return answer(200, atom(found.slice(start, start + size).map(entry), found.length, start), ATOM);
  }

  #rss(categories: readonly string[]): string {
    const day = this.feed?.day ?? '1970-01-01';
    const papers = (this.feed?.papers ?? []).filter(paper => inSome(categories, paper));
    const date = new Date(`${day}T12:00:00Z`).toUTCString().slice(0, 16);
    const items = papers.map(
      paper => `<item>
      <title>${xml(paper.title)}</title>
      <link>https://arxiv.org/abs/${paper.id}</link>
      <description>arXiv:${paper.id}v1 Announce Type: new \nAbstract: ${xml(paper.abstract)}</description>
      <guid isPermaLink="false">oai:arXiv.org:${paper.id}v1</guid>
      ${paper.categories.map(category => `<category>${category}</category>`).join('')}
      <pubDate>${date} 00:00:00 -0400</pubDate>
      <arxiv:announce_type>new</arxiv:announce_type>
      <dc:creator>${xml(paper.authors.join(', '))}</dc:creator>
    </item>`,
    );
    return `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">
  <channel>
    <title>${categories.join(', ')} updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/${categories.join('+')}</link>
    <description>${categories.join(', ')} updates on the arXiv.org e-print archive.</description>
    <lastBuildDate>${date} 04:00:02 +0000</lastBuildDate>
    <pubDate>${date} 00:00:00 -0400</pubDate>
    <skipDays><day>Saturday</day><day>Sunday</day></skipDays>
    ${items.join('\n    ')}
  </channel>
</rss>`;
  }
}

/** Understands `(cat:cs.CL OR cat:math.*) AND submittedDate:[YYYYMMDDHHMM TO YYYYMMDDHHMM]`. */
function matches(query: string): (paper: ArxivPaper) => boolean {
  const categories = [...query.matchAll(/cat:([\w.*-]+)/g)].map(match => match[1] ?? '');
  const [, from = '', until = ''] = /submittedDate:\[(\d{12}) TO (\d{12})\]/.exec(query) ?? [];
  return paper => {
    const submitted = paper.submitted.replace(/\D/g, '').slice(0, 12);
    return inSome(categories, paper) && submitted >= from && submitted <= until;
  };
}

function inSome(categories: readonly string[], paper: ArxivPaper): boolean {
  return categories.some(wanted =>
    paper.categories.some(
      category => category === wanted || category.startsWith(wanted.replace(/\.?\*?$/, '.')),
    ),
  );
}

const xml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function entry(paper: ArxivPaper): string {
  return `<entry>
    <id>http://arxiv.org/abs/${paper.id}v1</id>
    <title>${xml(paper.title)}</title>
    <updated>${paper.submitted}</updated>
    <published>${paper.submitted}</published>
    <link href="https://arxiv.org/abs/${paper.id}v1" rel="alternate" type="text/html"/>
    <summary>${xml(paper.abstract)}</summary>
    ${paper.categories.map(term => `<category term="${term}" scheme="http://arxiv.org/schemas/atom"/>`).join('')}
    <arxiv:primary_category term="${paper.categories[0] ?? ''}"/>
    ${paper.authors.map(name => `<author><name>${xml(name)}</name></author>`).join('')}
  </entry>`;
}

/** A malformed question is answered with a feed whose one entry is the complaint. */
function refuse(complaint: string): Answerer {
  const error = `<entry>
    <id>https://arxiv.org/api/errors#${complaint.replace(/ /g, '_')}</id>
    <title>Error</title>
    <updated>2026-04-12T22:59:06Z</updated>
    <summary>${xml(complaint)}</summary>
    <author><name>arXiv api core</name></author>
  </entry>`;
  return answer(400, atom([error], 1, 0), ATOM);
}

function atom(entries: readonly string[], total: number, start: number): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/emulated</id>
  <title>arXiv Query</title>
  <updated>2026-04-12T22:10:04Z</updated>
  <opensearch:itemsPerPage>${entries.length}</opensearch:itemsPerPage>
  <opensearch:totalResults>${total}</opensearch:totalResults>
  <opensearch:startIndex>${start}</opensearch:startIndex>
  ${entries.join('\n  ')}
</feed>`;
}
