import { Paper } from '../papers/paper.ts';
import { firstJsonValues, readJsonItems } from './json-items.ts';
import type { ParseContext, ParsedPapers, Problem, SourceFormat } from './source.ts';
import { reasonOf } from './zod-reason.ts';

/**
 * Broadsheet's own papers, as `broadsheet parse` writes them: `JSON.stringify(paper)`, one a line. They come back as they
 * are; the context adds nothing to them. An array of them, or a single one, is read too.
 */
export const paperNdjson: SourceFormat = {
  name: 'paper-ndjson',
  recognises: text => OWN_ID.test(text.slice(0, 20_000)) && firstJsonValues(text).some(hasOwnId),
  parse: parseOwnPapers,
};

const OWN_ID = /"id"\s*:\s*"(?:arxiv|page|corpus):/;

const hasOwnId = (value: unknown): boolean => Paper.pick({ id: true }).safeParse(value).success;

function parseOwnPapers(text: string, _context: ParseContext): ParsedPapers {
  const papers: { paper: Paper }[] = [];
  const problems: Problem[] = [];
  for (const item of readJsonItems(text)) {
    const { place } = item;
    const paper = item.kind === 'value' ? Paper.safeParse(item.value) : undefined;
    if (paper?.success) papers.push({ paper: paper.data });
    else if (item.kind === 'broken') problems.push({ place, reason: item.reason });
    else if (paper) problems.push({ place, reason: reasonOf(paper.error) });
  }
  return { format: 'paper-ndjson', papers, problems, notes: [] };
}
