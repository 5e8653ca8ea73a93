import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PlatformPlace, pausePlace, resumePlace } from '../../../src/core/delivery/follow-platform.ts';
import { type OpenDelivery, openDelivery } from '../../fakes/open-delivery.ts';
import { inventedSubscription } from '../../fakes/subscriptions.ts';

let open: OpenDelivery;
const workspace = { platform: 'scripted', workspace: 'w1' };
const channel = { ...workspace, channel: 'c-a' };

beforeEach(async () => {
  open = await openDelivery('2026-01-07T10:00:00Z');
  told.length = 0;
  await open.subscribe(inventedSubscription({ id: 'a' }), inventedSubscription({ id: 'b' }));
});
afterEach(() => open.close());

const told: string[] = [];
const pause = (place: PlatformPlace, detail: string): Promise<void> => {
  const teller = { tell: async ({ id }: { id: string }) => told.push(id) > 0 };
  return pausePlace(place, detail, { ...open, teller, aborting: new AbortController().signal });
};
const states = async (): Promise<string[]> =>
  (await open.subscriptions.ofPlatform('scripted')).map(({ id, state }) =>
    state.kind === 'paused' ? `${id} ${state.reason}` : `${id} active`,
  );

describe('a place that is gone and comes back', () => {
  it('pauses with the reason, deletes nothing, and goes on as it was set', async () => {
    await pause(workspace, 'removed');
    expect(await states()).toEqual(['a workspace-gone', 'b workspace-gone']);
    await resumePlace(workspace, open);
    expect(await states()).toEqual(['a active', 'b active']);
    expect(await open.subscriptions.nextDue('a')).toBe(Date.parse('2026-01-08T09:00:00Z'));
  });

  it('as a channel stays paused while only its workspace is told of', async () => {
    await pause(channel, 'archived');
    await pause(channel, 'archived');
    expect(told).toEqual(['owner-a']);
    await resumePlace(workspace, open);
    expect(await states()).toEqual(['a channel-gone', 'b active']);
    await resumePlace(channel, open);
    expect(await states()).toEqual(['a active', 'b active']);
  });

  it('leaves alone what a person paused', async () => {
    await open.subscriptions.pause(channel, { reason: 'asked', since: open.clock.now() });
    await resumePlace(workspace, open);
    await resumePlace(channel, open);
    expect(await states()).toEqual(['a asked', 'b active']);
  });
});
