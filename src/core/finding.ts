/**
 * What became of one thing that was looked at. `says` and `fix` are one line each, fit for an operator: no secret.
 * `fail`: something does not work or will not; `warn`: it works, and somebody should know.
 */
export type Finding = {
  /** What it belongs to, such as `Database`. */
  readonly area: string;
  /** What was looked at, such as `schema`. */
  readonly subject: string;
  readonly says: string;
} & (
  | { readonly verdict: 'ok' }
  | {
      readonly verdict: 'warn' | 'fail';
      /** What to do about it. */
      readonly fix: string;
    }
);

/** Makes the findings of one area. */
export interface FindingMaker {
  ok(subject: string, says: string): Finding;
  warn(subject: string, says: string, fix: string): Finding;
  fail(subject: string, says: string, fix: string): Finding;
}

export function findingsOn(area: string): FindingMaker {
  return {
    ok: (subject, says) => ({ area, subject, verdict: 'ok', says }),
    warn: (subject, says, fix) => ({ area, subject, verdict: 'warn', says, fix }),
    fail: (subject, says, fix) => ({ area, subject, verdict: 'fail', says, fix }),
  };
}
