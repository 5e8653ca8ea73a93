import { createHash } from 'node:crypto';
import { LIMITS } from './limits.ts';

/**
 * What pressing does with the answer: `reply` shows it to the person alone, `turn` puts it in the place of the private
 * answer the button stands in, `share` shows it to the channel. `edit` opens a form with the line, to correct it.
 */
export type PressMode = 'reply' | 'turn' | 'share' | 'edit';

const MODES = { reply: 'r', turn: 't', share: 's', edit: 'e' } as const;

/** Command lines too long for an id, by the hash that stands for them. */
export type LongLines = Record<string, string>;

/** Ids of one message: each unique in it, each holding its command line or a hash of it. */
export class CommandIds {
  readonly long: LongLines = {};
  #count = 0;

  /** An id for a component; without a line for a select, whose values hold theirs. */
  next(mode: PressMode, line = ''): string {
    const start = `${MODES[mode]}${(this.#count++).toString(36)}`;
    return start + this.#lineIn(line, LIMITS.customId - start.length);
  }

  #lineIn(line: string, room: number): string {
    if (line.length < room) return `:${line}`;
    const hash = createHash('sha256').update(line).digest('base64url').slice(0, 22);
    this.long[hash] = line;
    return `#${hash}`;
  }
}

/** What an id or a select's value says: its line, or the hash to look it up by. Undefined for ids of something else. */
export function readCommandId(
  id: string,
):
  | { readonly mode: PressMode; readonly line: string }
  | { readonly mode: PressMode; readonly hash: string }
  | undefined {
  const [, letter, mark, rest = ''] = /^([rtse])[0-9a-z]+([:#])(.*)$/s.exec(id) ?? [];
  const mode = (Object.keys(MODES) as PressMode[]).find(one => MODES[one] === letter);
  if (mode === undefined) return undefined;
  return mark === ':' ? { mode, line: rest } : { mode, hash: rest };
}
