import { inert, type Style, styled } from '../adapters/terminal/markup.ts';
import type { TerminalLook } from '../adapters/terminal/terminal-look.ts';
import { type Run, wrapRuns } from '../adapters/terminal/wrap.ts';
import type { Finding } from '../core/finding.ts';

const LOOKS: Readonly<Record<Finding['verdict'], Style>> = {
  ok: { dim: true },
  warn: { accent: true },
  fail: { bold: true, accent: true },
};
/** `  warn  ` before, and two spaces behind the subject. */
const MARK_WIDTH = 8;
const SUBJECT_WIDTH = 18;

/** Findings for a person, one at a time: a heading where an area begins, the fix under what needs one. */
export class DoctorReport {
  readonly #look: TerminalLook;
  #area = '';

  constructor(look: TerminalLook) {
    this.#look = look;
  }

  lines(finding: Finding): string {
    const gap = this.#area === '' ? [] : [''];
    const title = styled(finding.area, { bold: true }, this.#look);
    const heading = finding.area === this.#area ? [] : [...gap, title];
    this.#area = finding.area;
    return [...heading, ...this.#body(finding), ''].join('\n');
  }

  #body(finding: Finding): string[] {
    const subject = inert(finding.subject);
    const mark = styled(finding.verdict.padEnd(4), LOOKS[finding.verdict], this.#look);
    const wide = subject.length > SUBJECT_WIDTH;
    const says = this.#column(finding.says, {});
    const fix = finding.verdict === 'ok' ? [] : this.#column(`→ ${finding.fix}`, { dim: true });
    const [first = '', ...rest] = says;
    const opening = wide
      ? [subject, `${this.#indent()}${first}`]
      : [`${subject.padEnd(SUBJECT_WIDTH)}  ${first}`];
    return [
      `  ${mark}  ${opening[0] ?? ''}`,
      ...opening.slice(1),
      ...[...rest, ...fix].map(line => `${this.#indent()}${line}`),
    ];
  }

  /** An address stays in one piece, so that it can be copied. */
  #column(text: string, style: Style): string[] {
    const width = Math.max(24, this.#look.width - MARK_WIDTH - SUBJECT_WIDTH - 2);
    const at = text.length > width ? text.search(/https?:\/\/\S+$/) : -1;
    const [prose, address] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
    const lines = prose.trim() === '' ? [] : wrapRuns(phrases(prose.trim(), style), width, this.#look);
    return address === '' ? lines : [...lines, styled(inert(address), style, this.#look)];
  }

  #indent(): string {
    return ' '.repeat(MARK_WIDTH + SUBJECT_WIDTH + 2);
  }
}

/** What stands between middle dots stays together. */
const phrases = (text: string, style: Style): Run[] =>
  inert(text)
    .split(/( · )/)
    .map(part => ({ text: part, style }));

/** `1 failure, 2 warnings, 12 fine`. */
export function summary(findings: readonly Finding[]): string {
  const count = (verdict: Finding['verdict']): number =>
    findings.filter(each => each.verdict === verdict).length;
  const said = (number: number, one: string): string[] =>
    number === 0 ? [] : [`${number} ${one}${number === 1 ? '' : 's'}`];
  return [...said(count('fail'), 'failure'), ...said(count('warn'), 'warning'), `${count('ok')} fine`].join(
    ', ',
  );
}
