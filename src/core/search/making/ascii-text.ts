const encoder = new TextEncoder();
/** Shorter texts are faster taken letter by letter. */
const SHORT = 128;
/** What stands for every unit of a text beyond ASCII. */
export const BEYOND_ASCII = 0xff;
/** After a text stand so many zeros at least. */
const ZEROS = 16;

/**
 * A text as bytes, one a UTF-16 unit, so that places in it are places in the string: ASCII as it is, everything else
 * {@link BEYOND_ASCII}. Reading bytes is several times as fast as asking a string for its units.
 */
export class AsciiText {
  text = '';
  /** Whether nothing of the text is beyond ASCII. */
  isAscii = true;
  bytes = new Uint8Array(1 << 12);
  /** Over {@link bytes}. */
  view = new DataView(this.bytes.buffer);

  take(text: string): void {
    const { length } = text;
    if (length + ZEROS > this.bytes.length) {
      this.bytes = new Uint8Array((length + ZEROS) * 2);
      this.view = new DataView(this.bytes.buffer);
    }
    this.text = text;
    this.isAscii = length >= SHORT && this.#encodes(text);
    if (!this.isAscii) this.#copy(text);
    this.view.setFloat64(length, 0);
    this.view.setFloat64(length + ZEROS / 2, 0);
  }

  /** Whether all is ASCII: only then are there as many bytes as units. */
  #encodes(text: string): boolean {
    const { read, written } = encoder.encodeInto(text, this.bytes);
    return read === text.length && written === text.length;
  }

  #copy(text: string): void {
    const { bytes } = this;
    this.isAscii = true;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) this.isAscii = false;
      bytes[i] = code > 0x7f ? BEYOND_ASCII : code;
    }
  }
}
