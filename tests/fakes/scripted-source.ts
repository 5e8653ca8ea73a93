import { HUGGINGFACE_CALENDAR, type ListingCalendar } from '../../src/core/sources/listing-day.ts';
import type { FetchOptions, FetchOutcome, PaperSource } from '../../src/core/sources/source.ts';
import { inventedPaper, parsed } from './papers.ts';

/** A source whose lists a test writes: papers of a day, or what asking for it rejects with. */
export class ScriptedSource implements PaperSource {
  readonly name: string;
  readonly calendar: ListingCalendar;
  readonly lists = new Map<string, readonly string[]>();
  readonly failures = new Map<string, Error>();
  /** Days in the order they were asked for. */
  readonly asked: string[] = [];
  confirmed = 0;

  constructor(name: string, calendar: ListingCalendar = HUGGINGFACE_CALENDAR) {
    this.name = name;
    this.calendar = calendar;
  }

  async fetchDay(day: string, { signal }: FetchOptions = {}): Promise<FetchOutcome> {
    signal?.throwIfAborted();
    this.asked.push(day);
    const failure = this.failures.get(day) ?? this.failures.get('every day');
    if (failure) throw failure;
    const papers = parsed(
      ...(this.lists.get(day) ?? []).map(id =>
        inventedPaper({ id, listedOn: day, sightings: [{ source: this.name, day }] }),
      ),
    );
    return {
      kind: 'papers',
      papers: { format: 'paper-ndjson', papers, problems: [], notes: [] },
      found: papers.length,
      confirm: async () => void this.confirmed++,
    };
  }
}
