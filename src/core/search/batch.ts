import * as z from 'zod';
import type { Problem } from '../sources/source.ts';

/** A query of a batch, as words: quotes and signs are text. */
export interface BatchQuery {
  readonly id: string;
  readonly text: string;
}

const Line = z.object({
  _id: z.union([z.string().regex(/^\S+$/, 'must be a word'), z.int().transform(String)]),
  text: z.string(),
});

/** Reads queries as JSON objects `{_id, text}`, one a line. A line that is none is a problem; its neighbours are kept. */
export function readBatch(text: string): {
  readonly queries: readonly BatchQuery[];
  readonly problems: readonly Problem[];
} {
  const queries: BatchQuery[] = [];
  const problems: Problem[] = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    const place = `line ${i + 1}`;
    const read = Line.safeParse(parsed(line));
    if (read.success) queries.push({ id: read.data._id, text: read.data.text });
    else problems.push({ place, reason: `not a query {"_id": …, "text": …}` });
  });
  return { queries, problems };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * Lines of a TREC run (`query Q0 document rank score tag`), ranks from 1. A paper of a corpus has the id it has there;
 * spaces in ids, which the format cannot hold, become underscores.
 */
export function trecLines(
  query: string,
  hits: readonly { readonly id: string; readonly score: number }[],
  tag: string,
): string[] {
  return hits.map(({ id, score }, i) => {
    const document = id.startsWith('corpus:') ? id.slice('corpus:'.length) : id;
    return [query, 'Q0', document, i + 1, score.toFixed(6), tag].map(spaceless).join(' ');
  });
}

const spaceless = (field: string | number): string => String(field).replace(/\s+/g, '_');
