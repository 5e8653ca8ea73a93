import type { ParsedPaper } from '../papers/archive.ts';
import type { Day } from '../time.ts';
import type { ListingCalendar } from './listing-day.ts';

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

/** How one asking of a source ended. An empty day is `found: 0`; a failure is a rejection. */
export type FetchOutcome =
  | {
      readonly kind: 'papers';
      /** What is new or may have changed; may leave out pages that the source says are unchanged. */
      readonly papers: ParsedPapers;
      /** How many papers the day's list holds, unchanged pages included. */
      readonly found: number;
      /** To be called once the papers are kept: from then on the source may answer `unchanged`. */
      confirm(): Promise<void>;
    }
  | { readonly kind: 'unchanged'; readonly found: number };

export interface FetchOptions {
  readonly signal?: AbortSignal;
  /** Asks for everything again, whatever the source said was unchanged. */
  readonly refresh?: boolean;
}

/** Somewhere a day's papers come from. */
export interface PaperSource {
  /** As in the configuration: `huggingface`, `arxiv:cs.CL`. */
  readonly name: string;
  readonly calendar: ListingCalendar;
  /**
   * The papers of one listing day. Rejects with a Fault that names the cause, or with the signal's reason.
   * A day that has not begun has no papers.
   */
  fetchDay(day: Day, options?: FetchOptions): Promise<FetchOutcome>;
}

/** Papers by id or by words, from the world outside. Rejects like {@link PaperSource.fetchDay}. */
export interface PaperLookup {
  /** `id` as in {@link Paper.id}; resolves to nothing when there is no such paper. */
  find(id: string, signal?: AbortSignal): Promise<ParsedPaper | undefined>;
  /** Most relevant first. */
  search(
    text: string,
    options: { readonly limit: number; readonly signal?: AbortSignal },
  ): Promise<ParsedPapers>;
}
