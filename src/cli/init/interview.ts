/** What may be chosen, and how it is shown. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** Somebody who answers. A question that is not answered (Ctrl+C) rejects with UsageError. */
export interface Interview {
  begin(title: string): void;
  /** Shows something as it is, to be read or copied. */
  show(title: string, text: string): void;
  several(question: string, choices: readonly Choice[], atLeastOne: boolean): Promise<readonly string[]>;
  /** As {@link several}, found by typing. */
  search(question: string, choices: readonly Choice[]): Promise<readonly string[]>;
  /** `problem` says what is wrong with an answer, or nothing. */
  text(question: string, initial: string, problem: (typed: string) => string | undefined): Promise<string>;
  /** What is typed is not shown. */
  secret(question: string, problem: (typed: string) => string | undefined): Promise<string>;
  agree(question: string): Promise<boolean>;
  end(text: string): void;
}
