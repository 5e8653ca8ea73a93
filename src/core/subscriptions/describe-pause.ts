import { describeMoment } from './describe-schedule.ts';
import type { PauseReason, Subscription } from './subscription.ts';

const WHY: Readonly<Record<PauseReason, string>> = {
  asked: 'as asked',
  'channel-gone': 'because the channel is gone or closed',
  'workspace-gone': 'because Broadsheet was removed from the workspace',
  'no-permission': 'because Broadsheet may not post here',
};

/** `paused because … since …, until …`; nothing while active. */
export function describePause({ state, schedule: { tz } }: Subscription): string | undefined {
  if (state.kind === 'active') return undefined;
  const { reason, detail, since, until } = state;
  const more = detail !== undefined && reason !== 'asked' ? ` (${detail})` : '';
  const end = until === undefined ? '' : `, until ${describeMoment(until, tz)}`;
  return `paused ${WHY[reason]}${more} since ${describeMoment(since, tz)}${end}`;
}
