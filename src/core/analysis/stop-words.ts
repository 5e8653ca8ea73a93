/**
 * Words that carry no subject. They are indexed and found in phrases; a ranked query leaves them out unless it holds
 * nothing else. Folded forms.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again all also am an and any are as at be because been before being below between both but by
  can could did do does doing down during each either else etc few for from further had has have having he her here
  hers him his how i if in into is it its itself just may me might more most must my no nor not of off on once only or
  other our ours out over own same shall she should so some such than that the their theirs them then there these they
  this those through to too under until up upon us use used using very was we were what when where whether which while
  who whom whose why will with within without would yet you your yours`.split(/\s+/),
);
