import type { Query } from './query.ts';

/** A named topic: what `topic:name` stands for. */
export interface Topic {
  /** kebab-case, as typed after `topic:`. */
  readonly name: string;
  /** As a person would write it: "Speculative decoding". */
  readonly label: string;
  readonly expansion: Query;
}

/** The named topics of `config/topics.json`, looked up by name, label or synonym. */
export interface TopicCatalogue {
  readonly topics: readonly Topic[];
  find(name: string): Topic | undefined;
}
