import type { Verb } from './verb.ts';

/** Every verb: what it does in a line, and how to load it. */
export const VERBS: Readonly<Record<string, { readonly summary: string; load(): Promise<Verb> }>> = {
  digest: { summary: 'print one digest', load: async () => (await import('./digest.ts')).digest },
  parse: {
    summary: 'any recognised file → one paper a line',
    load: async () => (await import('./parse.ts')).parse,
  },
  import: {
    summary: 'the same into the archive',
    load: async () => (await import('./import.ts')).importPapers,
  },
  fetch: {
    summary: 'ask the sources and archive what they say',
    load: async () => (await import('./fetch.ts')).fetchPapers,
  },
};
