/**
 * Only the plural is taken off, so that `models` finds `model` but `coding` is not `code`: for single words that stand for a
 * whole topic, where a full stem says too much. Takes a folded word.
 */
export function lightStem(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  if (/(ss|us|is|ias|lens|news|series)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(sses|shes|ches|xes|zes)$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
