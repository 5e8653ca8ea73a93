import { Fault } from '../../core/errors.ts';
import { parsePapers } from '../../core/sources/parse-papers.ts';
import type { FormatName, ParseContext, ParsedPapers } from '../../core/sources/source.ts';

/**
 * The papers of an answer that must be of this format. An answer of which nothing can be read is Fault `bad-format`:
 * it must never pass for an empty day.
 */
export function readPapers(
  text: string,
  format: FormatName,
  context: ParseContext,
  place: string,
): ParsedPapers {
  if (/^\s*\[\s*\]\s*$/.test(text)) return noPapers(format);
  const parsed = parsePapers(text, context);
  if (parsed.format !== format)
    throw new Fault('bad-format', `${place} answered with ${parsed.format} where ${format} was due`);
  const [problem] = parsed.problems;
  if (parsed.papers.length === 0 && problem)
    throw new Fault('bad-format', `${place}: nothing could be read; ${problem.place}: ${problem.reason}`);
  return parsed;
}

export function noPapers(format: FormatName): ParsedPapers {
  return { format, papers: [], problems: [], notes: [] };
}

/** Several pages as one; a problem's place names its page when there is more than one. */
export function joinPages(format: FormatName, pages: readonly ParsedPapers[]): ParsedPapers {
  const many = pages.length > 1;
  return {
    format,
    papers: pages.flatMap(page => page.papers),
    problems: pages.flatMap((page, index) =>
      page.problems.map(({ place, reason }) => ({
        place: many ? `page ${index + 1}, ${place}` : place,
        reason,
      })),
    ),
    notes: pages.flatMap(page => page.notes),
  };
}
