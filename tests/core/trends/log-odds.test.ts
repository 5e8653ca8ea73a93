import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logOddsRise } from '../../../src/core/trends/log-odds.ts';

const occurrence = fc
  .tuple(fc.nat({ max: 500 }), fc.nat({ max: 500 }))
  .map(([papers, others]) => ({ papers, of: papers + others }));

describe('the rise of log-odds', () => {
  it('agrees with the formula worked out by hand', () => {
    // 20 of 100 now, 5 of 100 before: usual = 25.5/201, weight = 50, prior = 6.3433.
    const prior = (50 * 25.5) / 201;
    const log = Math.log((20 + prior) / (130 - 20 - prior + 20)) - Math.log((5 + prior) / (145 - prior));
    const variance = 1 / (20 + prior) + 1 / (130 - prior) + 1 / (5 + prior) + 1 / (145 - prior);
    expect(logOddsRise({ papers: 20, of: 100 }, { papers: 5, of: 100 })).toBeCloseTo(
      log / Math.sqrt(variance),
      1,
    );
  });

  it('is turned round when time is', () => {
    fc.assert(
      fc.property(occurrence, occurrence, (now, before) => {
        expect(logOddsRise(now, before)).toBeCloseTo(-logOddsRise(before, now), 9);
      }),
    );
  });

  it('is zero where nothing changed and where there is nothing', () => {
    expect(logOddsRise({ papers: 7, of: 40 }, { papers: 7, of: 40 })).toBe(0);
    expect(logOddsRise({ papers: 0, of: 0 }, { papers: 0, of: 0 })).toBe(0);
  });

  it('trusts one paper of two less than fifty of a hundred', () => {
    const few = logOddsRise({ papers: 1, of: 2 }, { papers: 0, of: 2 });
    const many = logOddsRise({ papers: 50, of: 100 }, { papers: 0, of: 100 });
    expect(few).toBeLessThan(1.64);
    expect(many).toBeGreaterThan(4);
  });
});
