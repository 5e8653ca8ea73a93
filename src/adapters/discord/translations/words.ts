/** What one language calls the commands; whatever is missing stays English. */
export interface Words {
  /** What `/papers` is. */
  readonly papers: string;
  /** Name and description by command: a name is one lower-case word of at most 32 characters. */
  readonly commands: Readonly<Record<string, readonly [name: string, description: string]>>;
  /** Name and description by option; `unsubscribe.topics` where a command has its own for it. */
  readonly options: Readonly<Record<string, readonly [name: string, description: string]>>;
  /** What choices are called. */
  readonly choices: Readonly<Record<string, string>>;
}
