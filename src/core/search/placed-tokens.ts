import { PLACE_BITS } from '../matching/analysed-paper.ts';
import type { DocTokens } from './doc-tokens.ts';
import { AUTHORS, KEYWORDS, TITLE, ZONES } from './paper-texts.ts';
import { BREAK, JOINED, WHOLE } from './token-stream.ts';

const PLACE_OF_ZONE = [
  PLACE_BITS.title,
  PLACE_BITS.abstract,
  PLACE_BITS.keywords,
  PLACE_BITS.authors,
  PLACE_BITS.organization,
] as const;

/**
 * The tokens of a record with the place of each in the row of words, as `AnalysedPaper` has them: a whole at the place of
 * its first part, a gap between two texts so that no phrase runs across.
 */
export class PlacedTokens {
  readonly doc: DocTokens;
  positions = new Int32Array(0);
  spans = new Int32Array(0);
  places = new Uint8Array(0);
  /** By position: the first token there, -1 in gaps. */
  tokenAt = new Int32Array(0);

  constructor(doc: DocTokens) {
    this.doc = doc;
  }

  /** To be called when the record under it was read anew. */
  place(): void {
    const { doc } = this;
    const room = doc.size * 2 + ZONES * 2;
    if (this.positions.length < doc.size) {
      this.positions = new Int32Array(room);
      this.spans = new Int32Array(room);
      this.places = new Uint8Array(room);
    }
    if (this.tokenAt.length < room) this.tokenAt = new Int32Array(room * 2);
    this.tokenAt.fill(-1, 0, room);
    let position = 0;
    for (let zone = TITLE; zone < ZONES; zone++) position = this.#placeZone(zone, position) + 1;
  }

  /** Places the tokens of one zone and gives the position after them. */
  #placeZone(zone: number, from: number): number {
    const { doc, positions, spans, tokenAt } = this;
    const start = doc.zoneStart(zone);
    const end = doc.zoneEnd[zone] ?? 0;
    const severalTexts = zone === KEYWORDS || zone >= AUTHORS;
    let position = from;
    let whole = -1;
    for (let i = start; i < end; i++) {
      const kind = doc.kinds[i];
      this.places[i] = PLACE_OF_ZONE[zone] ?? PLACE_BITS.abstract;
      if (kind === WHOLE) {
        whole = i;
        continue;
      }
      if (severalTexts && kind === BREAK && i > start) position += 1;
      positions[i] = position;
      spans[i] = 1;
      if (whole >= 0) {
        positions[whole] = position;
        spans[whole] = 1 + joinedAfter(doc, i, end);
        tokenAt[position] = whole;
        whole = -1;
      } else tokenAt[position] = i;
      position += 1;
    }
    return position;
  }
}

function joinedAfter(doc: DocTokens, part: number, end: number): number {
  let i = part + 1;
  while (i < end && doc.kinds[i] === JOINED) i += 1;
  return i - part - 1;
}
