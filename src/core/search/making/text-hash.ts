import type { Paper } from '../../papers/paper.ts';
import { textsOf } from '../paper-texts.ts';

export const EMPTY_HASH = 0x811c9dc5 | 0;
const PRIME = 0x01000193;
/** Stands between texts. */
const SEPARATOR = 0x1f;

/** FNV-1a over everything of a paper that is searched as text or label. */
export function textHash(paper: Paper): number {
  let hash = EMPTY_HASH;
  for (const zone of textsOf(paper)) for (const text of zone) hash = withText(hash, text);
  return withLabels(hash, paper);
}

/** The last part of {@link textHash}, after the texts in their order. */
export function withLabels(before: number, { categories = [], sightings }: Paper): number {
  let hash = before;
  for (const category of categories) hash = withText(hash, category);
  for (const { source } of sightings) hash = withText(hash, source);
  return hash >>> 0;
}

/** A hash with one more text. */
export function withText(before: number, text: string): number {
  let hash = before;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return Math.imul(hash ^ SEPARATOR, PRIME);
}

/** The same for an ASCII text as bytes. */
export function withBytes(before: number, bytes: Uint8Array, length: number): number {
  let hash = before;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), PRIME);
  return Math.imul(hash ^ SEPARATOR, PRIME);
}
