import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pausePlace, resumePlace } from '../../../src/core/subscriptions/follow-platform.ts';
import { type OpenDelivery, openDelivery } from '../../fakes/open-delivery.ts';
import { inventedSubscription } from '../../fakes/subscriptions.ts';

let open: OpenDelivery;
const workspace = { platform: 'scripted', workspace: 'w1' };
const channel = { ...workspace, channel: 'c-a' };

beforeEach(async () => {
  open = await openDelivery('2026-01-07T10:00:00Z');
  await open.subscribe(inventedSubscription({ id: 'a' }), inventedSubscription({ id: 'b' }));
});
afterEach(() => open.close());

const states = async (): Promise<string[]> =>
  (await open.subscriptions.ofPlatform('scripted')).map(({ id, state }) =>
    state.kind === 'paused' ? `${id} ${state.reason}` : `${id} active`,
  );

describe('a place that is gone and comes back', () => {
  it('pauses with the reason, deletes nothing, and goes on as it was set', async () => {
    await pausePlace(workspace, 'removed', open);
    expect(await states()).toEqual(['a workspace-gone', 'b workspace-gone']);
    await resumePlace(workspace, open);
    expect(await states()).toEqual(['a active', 'b active']);
    expect(await open.subscriptions.nextDue('a')).toBe(Date.parse('2026-01-08T09:00:00Z'));
  });

  it('as a channel stays paused while only its workspace is told of', async () => {
    await pausePlace(channel, 'archived', open);
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
