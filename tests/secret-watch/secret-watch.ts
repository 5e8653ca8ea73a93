/** Shorter values are ordinary words. */
const MIN_LENGTH = 6;

interface Seen {
  readonly where: string;
  readonly text: string;
}

/** Holds everything that leaves Broadsheet in a test against every secret that the test used. */
export class SecretWatch {
  readonly #secrets = new Set<string>();
  readonly #seen: Seen[] = [];
  /** Long runs outside the suite have nobody to look. */
  watching = false;

  /** A secret was taken out of its wrapping: from here on it may be anywhere. */
  used(secret: string): void {
    if (secret.length >= MIN_LENGTH) this.#secrets.add(secret);
  }

  /** Somebody outside can read this text: a log line, an output, a page, a message, a backup. */
  saw(where: string, text: string): void {
    if (this.watching) this.#seen.push({ where, text });
  }

  /** Where secrets came out, each place once; the secret itself is not repeated. */
  leaks(): string[] {
    const found = this.#seen.flatMap(({ where, text }) =>
      [...this.#secrets]
        .filter(secret => text.includes(secret) || text.includes(encodeURIComponent(secret)))
        .map(secret => `${where} shows the secret that begins with ${JSON.stringify(secret.slice(0, 3))}`),
    );
    return [...new Set(found)];
  }
}

/** Of the test file that runs: each has modules of its own. */
export const secretWatch = new SecretWatch();
