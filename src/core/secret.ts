const MASK = '[secret]';

/**
 * A token, password or key. It shows as `[secret]` wherever it is printed, logged or serialised; only {@link reveal}
 * gives the value, so every place that uses one can be found by that word.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  /** What Node's `util.inspect` and `console` show. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK;
  }
}
