type Maybe<T> = { [K in keyof T]-?: T[K] | (undefined extends T[K] ? undefined : never) };

/** The object without the fields that are `undefined`: absent is how a paper says unknown. Fields keep their order. */
export function knownFields<T extends object>(fields: Maybe<T>): T {
  const known: Partial<T> = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== undefined) known[key] = value;
  }
  return known as T;
}
