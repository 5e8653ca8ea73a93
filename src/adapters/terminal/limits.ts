/** In columns. */
export const LIMITS = {
  /** Narrower terminals are written for as if they had this many. */
  minWidth: 24,
  /** Longer lines are tiring to read: wider terminals keep the rest empty. */
  maxWidth: 96,
} as const;
