import { type HeardTime, hearTime } from '../../adapters/feeds/check.ts';
import { judgeOffset } from '../../core/clock-offset.ts';
import { type Finding, findingsOn } from '../../core/finding.ts';
import type { Findable } from './examination.ts';

const find = findingsOn('Clock');

/** This machine's clock beside those that were heard; where none was, a platform is asked. */
export async function checkClock(findable: Findable): Promise<Finding[]> {
  const [heard] = findable.heard;
  const time = heard ?? (await askPlatforms(findable));
  if (!time)
    return [
      find.warn('time', 'nobody answered to compare it with', 'look at the network, then run doctor again'),
    ];
  return [judgeOffset(find, 'time', time.ours - time.theirs, time.host)];
}

async function askPlatforms(findable: Findable): Promise<HeardTime | undefined> {
  const { discord, slack } = findable.config;
  const addresses = [
    ...(discord.token ? [`${discord.apiUrl.replace(/\/+$/, '')}/v10/gateway`] : []),
    ...(slack.botToken ? [`${slack.apiUrl.replace(/\/+$/, '')}/api.test`] : []),
  ];
  for (const address of addresses) {
    const time = await hearTime(new URL(address), findable);
    if (time) return time;
  }
  return undefined;
}
