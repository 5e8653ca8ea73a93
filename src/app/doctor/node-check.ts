import { type Finding, findingsOn } from '../../core/finding.ts';

const find = findingsOn('Process');

/** Those that Broadsheet is tested on. */
const OLDEST = 20;

export function checkNode(version: string): Finding {
  const major = Number(version.split('.')[0]);
  return major >= OLDEST
    ? find.ok('Node', version)
    : find.fail('Node', `${version} is too old`, `install Node ${OLDEST} or newer; 22 and 24 are tested too`);
}
