import type { Person } from '../platform.ts';
import type { InstantMs } from '../time.ts';

/** A person's saved papers. */
export interface SavedList {
  /** `false` when it was already saved. */
  save(person: Person, paperId: string, at: InstantMs): Promise<boolean>;
  unsave(person: Person, paperId: string): Promise<boolean>;
  /** Newest first. */
  list(person: Person): Promise<{ readonly paperId: string; readonly at: InstantMs }[]>;
}
