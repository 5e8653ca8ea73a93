import { terminalLook } from '../adapters/terminal/terminal-look.ts';
import { examine, freeBytes } from '../app/doctor/examine.ts';
import { packageVersion, readConfig, secretsOf } from '../config.ts';
import { UsageError } from '../core/errors.ts';
import type { Finding } from '../core/finding.ts';
import type { Log } from '../core/log.ts';
import { secretMasker } from '../core/mask-secrets.ts';
import { DoctorReport, summary } from './doctor-report.ts';
import type { ExitCode, Terminal, Verb } from './verb.ts';

/** What a check would log, it finds. */
const SILENT: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => SILENT,
};

export const doctor: Verb = {
  usage: '[--json]',
  flags: { json: { type: 'boolean', summary: 'everything as one JSON object' } },
  async run({ positionals, flags }, terminal): Promise<ExitCode> {
    if (positionals.length > 0) throw new UsageError(`doctor takes no ${JSON.stringify(positionals[0])}`);
    const findings: Finding[] = [];
    const report = flags['json'] === true ? undefined : humanReport(terminal);
    for await (const finding of findingsFor(terminal)) {
      findings.push(finding);
      await report?.(finding);
    }
    const failed = findings.some(({ verdict }) => verdict === 'fail');
    if (report) await terminal.stdout.write(`\n${summary(findings)}\n`);
    else await terminal.stdout.write(`${JSON.stringify(asJson(findings, terminal), null, 2)}\n`);
    return failed ? 1 : 0;
  },
};

/** Every finding, without a secret in any of its texts. */
async function* findingsFor({ environment, clock, signal }: Terminal): AsyncGenerator<Finding> {
  const mask = secretMasker(secretsOf(readConfig(environment).config));
  const examination = {
    clock,
    log: SILENT,
    environment,
    signal,
    version: packageVersion(),
    nodeVersion: process.versions.node,
    freeBytes,
  };
  for await (const finding of examine(examination)) {
    const says = mask(finding.says);
    yield finding.verdict === 'ok' ? { ...finding, says } : { ...finding, says, fix: mask(finding.fix) };
  }
}

function humanReport({ stdout, environment }: Terminal): (finding: Finding) => Promise<void> {
  const { isTTY, columns } = stdout;
  const report = new DoctorReport(terminalLook({ isTTY, columns, env: environment }));
  return finding => stdout.write(report.lines(finding));
}

function asJson(findings: readonly Finding[], { clock }: Terminal): object {
  const failed = findings.some(({ verdict }) => verdict === 'fail');
  const warned = findings.some(({ verdict }) => verdict === 'warn');
  return {
    version: packageVersion(),
    at: new Date(clock.now()).toISOString(),
    verdict: failed ? 'fail' : warned ? 'warn' : 'ok',
    findings,
  };
}
