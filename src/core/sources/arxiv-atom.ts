import * as z from 'zod';
import { Fault } from '../errors.ts';
import { arxivId } from '../papers/paper-id.ts';
import { PaperCollector } from './paper-collector.ts';
import type { ParseContext, ParsedPapers, SourceFormat } from './source.ts';
import {
  childNamed,
  childrenNamed,
  childText,
  childTexts,
  readXmlItems,
  rootName,
  type XmlElement,
} from './xml-elements.ts';
import { reasonOf } from './zod-reason.ts';

/** Answers of the arXiv API: https://info.arxiv.org/help/api/user-manual.html#_details_of_atom_results_returned */
export const arxivAtom: SourceFormat = {
  name: 'arxiv-atom',
  recognises: text => rootName(text) === 'feed' && /arxiv\.org/i.test(text.slice(0, 4000)),
  parse: parseAnswer,
};

const AtomEntry = z.object({
  id: z.string('there is no id'),
  title: z.string('there is no title'),
  summary: z.string().optional(),
  published: z.string().optional(),
  authors: z.array(z.string()),
  categories: z.array(z.string()),
});

function parseAnswer(text: string, context: ParseContext): ParsedPapers {
  const { items } = readXmlItems(text, 'entry');
  const collector = new PaperCollector('arxiv-atom', 'arxiv', context);
  items.forEach((item, i) => {
    readEntry(`item ${i + 1}`, item, collector);
  });
  if (items.length === 0) collector.note('the answer lists no papers');
  return collector.result();
}

function readEntry(place: string, element: XmlElement, collector: PaperCollector): void {
  const entry = AtomEntry.safeParse({
    id: childText(element, 'id'),
    title: childText(element, 'title'),
    summary: childText(element, 'summary'),
    published: childText(element, 'published'),
    authors: childrenNamed(element, 'author').flatMap(author => childTexts(author, 'name')),
    categories: categoriesOf(element),
  });
  if (!entry.success) {
    collector.skip(place, reasonOf(entry.error));
    return;
  }
  const { id: given, title, summary, published, authors, categories } = entry.data;
  if (/arxiv\.org\/api\/errors/.test(given))
    throw new Fault('bad-format', `arXiv answered with an error: ${(summary ?? title).trim().slice(0, 300)}`);
  const id = arxivId(given);
  if (id === undefined)
    collector.skip(place, `${JSON.stringify(given.trim().slice(0, 60))} is not an arXiv id`);
  else
    collector.add(place, {
      id: `arxiv:${id}`,
      title,
      abstract: summary,
      publishedAt: published,
      authors,
      categories,
    });
}

/** Primary first. */
export function categoriesOf(element: XmlElement): string[] {
  const primary = childNamed(element, 'primary_category')?.attributes['term'];
  const others = childrenNamed(element, 'category').map(category => category.attributes['term'] ?? '');
  return [primary ?? '', ...others].map(category => category.trim()).filter(category => category !== '');
}
