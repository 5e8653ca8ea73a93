type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** An array of numbers with room for `size` of them: itself where it has it, else a copy at least twice as long. */
export function grown<A extends Numbers>(array: A, size: number): A;
export function grown(array: Numbers, size: number): Numbers {
  if (size <= array.length) return array;
  const length = Math.max(size, array.length * 2);
  const bigger =
    array instanceof Uint8Array
      ? new Uint8Array(length)
      : array instanceof Uint16Array
        ? new Uint16Array(length)
        : new Uint32Array(length);
  bigger.set(array);
  return bigger;
}
