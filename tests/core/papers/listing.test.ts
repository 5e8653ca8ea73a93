import { describe, expect, it } from 'vitest';
import { mergeListings } from '../../../src/core/papers/listing.ts';

describe('two listings of a paper', () => {
  it('say who was first and how many claims there were at most', () => {
    expect(
      mergeListings({ submitter: 'first', claimedBy: 3 }, { submitter: 'second', claimedBy: 2 }),
    ).toEqual({ submitter: 'first', claimedBy: 3 });
    expect(mergeListings({ claimedBy: 0 }, { submitter: 'second' })).toEqual({
      submitter: 'second',
      claimedBy: 0,
    });
  });

  it('say what the one that there is says', () => {
    expect(mergeListings(undefined, { claimedBy: 2 })).toEqual({ claimedBy: 2 });
    expect(mergeListings({ submitter: 'first' }, undefined)).toEqual({ submitter: 'first' });
    expect(mergeListings(undefined, undefined)).toBeUndefined();
  });
});
