import { type DraftPorts, draftEdition } from './draft-edition.ts';
import type { Planner } from './planner.ts';

/** The planner that digests are made by. */
export function createPlanner(ports: DraftPorts): Planner {
  return async (edition, [first, ...others], platform, now) => {
    if (!first) throw new RangeError('an edition is planned for at least one subscription');
    const subscriptions = [first, ...others] as const;
    const draft = await draftEdition(edition, subscriptions, now, ports);
    if (draft.hindrance !== undefined) return { kind: 'wait', reason: draft.hindrance };
    const said =
      draft.digest.entries.length > 0 || subscriptions.some(({ whenEmpty }) => whenEmpty === 'say');
    const messages = said ? platform.render(draft.document) : [];
    if (messages.length === 0) return { kind: 'empty', reason: draft.document.summary, facts: draft.facts };
    return { kind: 'plan', plan: { messages, facts: draft.facts } };
  };
}
