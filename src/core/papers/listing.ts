import { z } from 'zod';

/**
 * What a listing says of a paper besides the paper itself, as far as its order can be learned from it. It is kept beside
 * the {@link Paper} and is no part of it.
 */
export const Listing = z.object({
  /** The account that put the paper on the list. */
  submitter: z.string().min(1).optional(),
  /** How many of its authors have said that it is theirs. */
  claimedBy: z.int().nonnegative().optional(),
});
export type Listing = z.infer<typeof Listing>;

/** What two listings of one paper say together: who put it there first, and every claim. */
export function mergeListings(first: Listing | undefined, later: Listing | undefined): Listing | undefined {
  if (!first || !later) return first ?? later;
  const submitter = first.submitter ?? later.submitter;
  const claims = [first.claimedBy, later.claimedBy].filter(claimed => claimed !== undefined);
  return {
    ...(submitter !== undefined && { submitter }),
    ...(claims.length > 0 && { claimedBy: Math.max(...claims) }),
  };
}
