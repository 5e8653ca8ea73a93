import type { Query } from './query.ts';

/** A named topic: what `topic:name` stands for. */
export interface Topic {
  /** kebab-case, as typed after `topic:`. */
  readonly name: string;
  /** As a person would write it: "Speculative decoding". */
  readonly label: string;
  /** Other things people call it, acronyms last; any of them may be typed after `topic:` too. */
  readonly aliases: readonly string[];
  readonly expansion: Query;
}

/** The named topics of `config/topics.json`, looked up by name, label or alias. */
export interface TopicCatalogue {
  readonly topics: readonly Topic[];
  /** Case, accents, spaces and hyphens do not matter. */
  find(name: string): Topic | undefined;
  /** The names of topics that look like what was typed, best first, at most three. */
  suggest(name: string): readonly string[];
}
