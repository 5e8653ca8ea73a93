import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AnswerQueue } from '../../../src/adapters/discord/answer-queue.ts';

describe('a queue of answers', () => {
  it('begins no work while an interaction waits to be acknowledged, then all of it in order', async () => {
    const queue = new AnswerQueue();
    const [first, second] = [queue.arrived(), queue.arrived()];
    const begun: number[] = [];
    const work = [1, 2, 3].map(async number => {
      await queue.turn();
      begun.push(number);
    });
    first();
    first();
    await turn();
    await turn();
    expect(begun).toEqual([]);
    second();
    await Promise.all(work);
    expect(begun).toEqual([1, 2, 3]);
  });
});
