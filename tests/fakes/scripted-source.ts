import type { Paper } from '../../src/core/papers/paper.ts';
import { HUGGINGFACE_CALENDAR, type ListingCalendar } from '../../src/core/sources/listing-day.ts';
import type { FetchOptions, FetchOutcome, PaperSource } from '../../src/core/sources/source.ts';

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
    const papers = (this.lists.get(day) ?? []).map(id => ({ paper: this.#paper(id, day) }));
    return {
      kind: 'papers',
      papers: { format: 'paper-ndjson', papers, problems: [], notes: [] },
      found: papers.length,
      confirm: async () => void this.confirmed++,
    };
  }

  #paper(id: string, day: string): Paper {
    return {
      id,
      title: `The paper ${id}`,
      abstract: '',
      authors: ['Ada Example'],
      listedOn: day,
      sightings: [{ source: this.name, day }],
    };
  }
}
