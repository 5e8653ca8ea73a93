import { checkSpace } from '../../adapters/database/check.ts';
import type { Config } from '../../config-schema.ts';
import type { Finding } from '../../core/finding.ts';
import { freeBytes } from './examine.ts';
import { checkNode } from './node-check.ts';

/** What takes no time to look at: what a start tells of before it does the rest itself. */
export function examineQuickly(config: Config, nodeVersion: string): Finding[] {
  return [checkNode(nodeVersion), ...checkSpace(config.database.url, freeBytes)];
}
