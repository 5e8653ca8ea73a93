import type { Verb } from './verb.ts';

/** Every verb: what it does in a line, and how to load it. */
export const VERBS: Readonly<Record<string, { readonly summary: string; load(): Promise<Verb> }>> = {
  init: {
    summary: 'set it up: platforms, tokens, topics, a first digest',
    load: async () => (await import('./init.ts')).init,
  },
  start: { summary: 'run the bot', load: async () => (await import('./start.ts')).start },
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
  papers: {
    summary: 'any chat command, in the terminal',
    load: async () => (await import('./papers.ts')).papers,
  },
  preview: {
    summary: 'a page that shows a digest as Discord and Slack show it',
    load: async () => (await import('./preview.ts')).preview,
  },
  doctor: {
    summary: 'look whether everything works, and say what to mend',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  backup: {
    summary: 'everything that is kept, into one file',
    load: async () => (await import('./backup.ts')).backup,
  },
  restore: {
    summary: 'what backup wrote, into the database, of either engine',
    load: async () => (await import('./restore.ts')).restore,
  },
  subscriptions: {
    summary: 'what channels are subscribed to, as JSON: export and import',
    load: async () => (await import('./subscriptions.ts')).subscriptions,
  },
  manifest: {
    summary: 'what a platform needs to know to let the bot in',
    load: async () => (await import('./manifest.ts')).manifest,
  },
  search: { summary: 'run a file of queries', load: async () => (await import('./search.ts')).search },
};
