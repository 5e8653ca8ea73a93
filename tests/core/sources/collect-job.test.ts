import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LeaseStore } from '../../../src/core/delivery/lease-store.ts';
import { createCollectJob } from '../../../src/core/sources/collect-job.ts';
import { type OpenAskPorts, openAskPorts } from '../../fakes/open-ask-ports.ts';
import { ScriptedSource } from '../../fakes/scripted-source.ts';

let ports: OpenAskPorts;
beforeEach(async () => {
  ports = await openAskPorts('2026-01-07T09:00:00Z');
});
afterEach(() => ports.close());

/** One lease a name, as a database keeps it. */
function createLeases(): LeaseStore {
  const leases = new Map<string, { owner: string; until: number }>();
  return {
    async hold(name, owner, now, leaseMs) {
      const held = leases.get(name);
      if (held && held.owner !== owner && held.until > now) return false;
      leases.set(name, { owner, until: now + leaseMs });
      return true;
    },
    async release(name) {
      leases.delete(name);
    },
    async holders() {
      return new Map([...leases].map(([name, { owner }]) => [name, owner]));
    },
  };
}

it('lets one of several processes ask at every tick, and another when that one is gone', async () => {
  const leases = createLeases();
  const [a, b] = ['a', 'b'].map(owner => {
    const source = new ScriptedSource('huggingface');
    const job = createCollectJob({ sources: [source], ports, leases, owner, lookBackDays: 0 });
    return { source, tick: () => job(new AbortController().signal) };
  });
  if (!a || !b) throw new Error('there are two processes');

  await Promise.all([a.tick(), b.tick()]);
  ports.clock.set('2026-01-07T09:05:00Z');
  await Promise.all([b.tick(), a.tick()]);
  expect([a.source.asked.length, b.source.asked.length]).toEqual([2, 0]);

  ports.clock.set('2026-01-07T09:15:00Z');
  await b.tick();
  expect(b.source.asked).toEqual(['2026-01-07']);
});
