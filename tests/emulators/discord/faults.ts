/** What goes wrong with a request. `after` kinds happen once it is done: the answer is lost. */
export type FaultKind =
  | 'drop-before'
  | 'drop-after'
  | '502-before'
  | '502-after'
  | '429-route'
  | '429-global'
  | '429-shared'
  | 'slow';

export interface PlannedFault {
  readonly kind: FaultKind;
  /** Of `METHOD /path`. */
  readonly match: RegExp;
  times: number;
}

/** Faults that were asked for, first first, and those that chance brings. */
export class Faults {
  readonly planned: PlannedFault[] = [];
  /** By chance, when a matching request comes; 0…1 is drawn for each. */
  chance: ((request: string) => FaultKind | undefined) | undefined;

  plan(kind: FaultKind, match: RegExp, times = 1): void {
    this.planned.push({ kind, match, times });
  }

  next(request: string): FaultKind | undefined {
    const at = this.planned.findIndex(one => one.match.test(request));
    const fault = this.planned[at];
    if (!fault) return this.chance?.(request);
    fault.times -= 1;
    if (fault.times <= 0) this.planned.splice(at, 1);
    return fault.kind;
  }
}
