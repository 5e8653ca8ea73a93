type Numbers = Uint8Array | Uint16Array | Int32Array | Uint32Array;

/** An array of numbers with room for `size` of them: itself where it has it, else a copy at least twice as long. */
export function grown<A extends Numbers>(array: A, size: number): A;
export function grown(array: Numbers, size: number): Numbers {
  if (size <= array.length) return array;
  const bigger = empty(array, Math.max(size, array.length * 2));
  bigger.set(array);
  return bigger;
}

function empty(like: Numbers, length: number): Numbers {
  if (like instanceof Uint8Array) return new Uint8Array(length);
  if (like instanceof Uint16Array) return new Uint16Array(length);
  if (like instanceof Int32Array) return new Int32Array(length);
  return new Uint32Array(length);
}
