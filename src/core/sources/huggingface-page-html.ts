import { Parser } from 'htmlparser2';
import * as z from 'zod';
import { Fault } from '../errors.ts';
import type { Day } from '../time.ts';
import { dayOf } from './calendar.ts';
import { readItem } from './huggingface-api.ts';
import { type JsonItem, readJsonItems } from './json-items.ts';
import { PaperCollector } from './paper-collector.ts';
import type { ParseContext, ParsedPapers, SourceFormat } from './source.ts';

/** The Daily Papers page as HTML: its papers are JSON in the `data-props` of the element `data-target="DailyPapers"`. */
export const huggingfacePageHtml: SourceFormat = {
  name: 'huggingface-page-html',
  recognises: text => /^\s*</.test(text) && /data-target=["']?DailyPapers/.test(text.slice(0, 1_000_000)),
  parse: parsePage,
};

const PageProps = z.object({
  dailyPapers: z.array(z.unknown()),
  date: z.string().nullish().catch(undefined),
});

function parsePage(text: string, context: ParseContext): ParsedPapers {
  const props = propsOf(text) ?? propsOf(`${text}">`);
  if (props === undefined)
    throw new Fault('bad-format', 'a Daily Papers page whose list of papers is cut off');
  const { items, date } = readProps(props);
  const day = date ?? context.day;
  const collector = new PaperCollector('huggingface-page-html', 'huggingface', {
    ...context,
    ...(day && { day }),
  });
  for (const item of items) readItem(item, collector);
  if (items.length === 0) collector.note('the page lists no papers');
  return collector.result();
}

/** The attribute as text; a page cut off inside it has none until it is closed. */
function propsOf(html: string): string | undefined {
  let props: string | undefined;
  const parser = new Parser({
    onopentag(_name, attributes) {
      if (attributes['data-target'] === 'DailyPapers') props ??= attributes['data-props'];
    },
  });
  parser.end(html);
  return props;
}

interface Props {
  readonly items: readonly JsonItem[];
  readonly date?: Day;
}

function readProps(json: string): Props {
  const [whole] = readJsonItems(json);
  const props = PageProps.safeParse(whole?.kind === 'value' ? whole.value : undefined);
  if (!props.success) return { items: readJsonItems(json.slice(Math.max(0, listStart(json)))) };
  const { dailyPapers, date } = props.data;
  const day = date ? dayOf(date) : undefined;
  return {
    items: dailyPapers.map((value, i) => ({ place: `item ${i + 1}`, kind: 'value', value })),
    ...(day && { date: day }),
  };
}

const listStart = (json: string): number => json.indexOf('[', json.indexOf('"dailyPapers"'));
