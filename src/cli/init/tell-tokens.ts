import { checkTokens } from '../../app/check-tokens.ts';
import { secretsOf } from '../../config.ts';
import type { Config } from '../../config-schema.ts';
import { secretMasker } from '../../core/mask-secrets.ts';
import { prepare } from '../prepare.ts';
import type { Terminal } from '../verb.ts';

/** Says of each platform whether it takes its tokens, and what to mend. What is wrong can be mended later. */
export async function tellTokens(config: Config, terminal: Terminal): Promise<void> {
  const mask = secretMasker(secretsOf(config));
  const findings = await checkTokens(config, prepare(terminal).environment.log);
  for (const finding of findings.filter(each => /token|mode|scopes/.test(each.subject))) {
    const { area, subject, verdict, says } = finding;
    const fix = finding.verdict === 'ok' ? '' : `\n      → ${finding.fix}`;
    await terminal.stdout.write(mask(`${verdict.padEnd(4)}  ${area} ${subject}: ${says}${fix}\n`));
  }
}
