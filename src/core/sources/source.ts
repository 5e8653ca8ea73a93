import type { ParsedPaper } from '../papers/archive.ts';
import type { Day } from '../time.ts';

/** Something in the input that could not become a paper; its neighbours are kept. */
export interface Problem {
  /** Where in the input: a 1-based item number, or a line, such as `item 3` or `line 12`. */
  readonly place: string;
  readonly reason: string;
}

/** What a format made of some bytes. `notes` say what a person should know, such as an empty weekend channel. */
export interface ParsedPapers {
  readonly format: FormatName;
  readonly papers: readonly ParsedPaper[];
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

export type FormatName =
  | 'huggingface-api'
  | 'huggingface-page-html'
  | 'huggingface-page-text'
  | 'arxiv-atom'
  | 'arxiv-feed'
  | 'oai-pmh'
  | 'corpus'
  | 'paper-ndjson';

/** What is known about input from outside it. */
export interface ParseContext {
  /** The name sightings carry, such as `arxiv:cs.CL`; absent: what the bytes themselves tell. */
  readonly source?: string;
  /** When the bytes were received, ISO instant. */
  readonly at?: string;
  /** The day the listing was asked for, where the bytes themselves do not say. */
  readonly day?: Day;
}

/** One way of writing papers down, recognised by content and never by name. */
export interface SourceFormat {
  readonly name: FormatName;
  /** Looks at the start of the text only. */
  recognises(text: string): boolean;
  /** Total: whatever the text holds, problems are values. Rejects only with Fault `bad-format` when the whole is an error answer. */
  parse(text: string, context: ParseContext): ParsedPapers;
}

/** How one asking of a source ended. An empty day and a failure are never the same. */
export type FetchOutcome =
  | { readonly kind: 'papers'; readonly papers: ParsedPapers; readonly closed: boolean }
  | { readonly kind: 'unchanged' };

/** Somewhere papers come from. */
export interface PaperSource {
  /** As in the configuration: `huggingface`, `arxiv:cs.CL`. */
  readonly name: string;
  /** The papers of one listing day. Rejects with a Fault that names the cause. */
  fetchDay(day: Day, signal?: AbortSignal): Promise<FetchOutcome>;
}
