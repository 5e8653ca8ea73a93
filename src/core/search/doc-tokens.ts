import { ZONES } from './paper-texts.ts';

const FIRST_ROOM = 512;

/**
 * The words of one paper as numbers, refilled from record to record. The tokens of zone `z` run from
 * `zoneEnd[z - 1]` to `zoneEnd[z]`.
 */
export class DocTokens {
  lexemes = new Int32Array(FIRST_ROOM);
  kinds = new Uint8Array(FIRST_ROOM);
  readonly zoneEnd = new Int32Array(ZONES);

  get size(): number {
    return this.zoneEnd[ZONES - 1] ?? 0;
  }

  zoneStart(zone: number): number {
    return zone === 0 ? 0 : (this.zoneEnd[zone - 1] ?? 0);
  }

  /** Makes room for so many tokens. */
  room(size: number): void {
    if (size <= this.lexemes.length) return;
    this.lexemes = new Int32Array(size * 2);
    this.kinds = new Uint8Array(size * 2);
  }
}
