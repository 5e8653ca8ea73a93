/**
 * Every table that a backup keeps, parents before their children. A new migration's tables join it; what runs only
 * while a process does (leases) stays out.
 */
export const TABLES = [
  'papers',
  'paper_days',
  'paper_originals',
  'paper_aliases',
  'archive_state',
  'keyed',
  'source_runs',
  'subscriptions',
  'editions',
  'edition_subscriptions',
  'edition_parts',
  'edition_papers',
  'votes',
  'saved_papers',
] as const;

/** The others, which begin empty after a restore. */
export const PASSING_TABLES = ['leases'] as const;
