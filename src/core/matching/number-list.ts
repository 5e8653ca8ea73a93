/** Numbers in one piece of memory that grows: reading millions of them must not chase pointers. New ones are 0. */
export class NumberList {
  values = new Int32Array(4);
  length = 0;

  push(...values: readonly number[]): void {
    this.reserve(this.length + values.length);
    for (const value of values) this.values[this.length++] = value;
  }

  /** Makes `values` at least so long. */
  reserve(length: number): void {
    if (length <= this.values.length) return;
    const longer = new Int32Array(Math.max(length, this.values.length * 2));
    longer.set(this.values);
    this.values = longer;
  }
}
