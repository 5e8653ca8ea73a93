import type { Verb } from './verb.ts';

/** Every verb: what it does in a line, and how to load it. */
export const VERBS: Readonly<Record<string, { readonly summary: string; load(): Promise<Verb> }>> = {};
