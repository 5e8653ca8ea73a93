/**
 * What Discord takes: https://docs.discord.com/developers/components/reference and
 * https://docs.discord.com/developers/interactions/application-commands. Lengths are in UTF-16 units, which are never
 * fewer than the characters Discord counts.
 */
export const LIMITS = {
  /** Components of a message, nested ones included. */
  components: 40,
  /** Text of all text displays of a message together. */
  text: 4000,
  /**
   * The same in UTF-8 bytes, {@link displayBytes} more for every display. Not documented: beyond about 10,170 Discord
   * answers 500 instead of saying why, which CJK text reaches long before 4,000 characters.
   */
  textBytes: 9_900,
  displayBytes: 12,
  buttonsInRow: 5,
  buttonLabel: 80,
  buttonUrl: 512,
  customId: 100,
  selectOptions: 25,
  selectLabel: 100,
  selectValue: 100,
  placeholder: 150,
  altText: 1024,
  mediaUrl: 2048,
  files: 10,
  threadName: 100,
  nonce: 25,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
  optionText: 6000,
  command: 8000,
  commandOptions: 25,
  commandName: 32,
  description: 100,
  presence: 128,
  /** The first answer to an interaction, in milliseconds after it arrived. */
  acknowledgeMs: 3_000,
  /** An interaction can be answered for so long. */
  interactionMs: 15 * 60_000,
} as const;
