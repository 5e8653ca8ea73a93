/**
 * What Slack takes, from https://docs.slack.dev/reference/block-kit and the methods' pages. Characters are UTF-16 units
 * unless they say bytes.
 */
export const LIMITS = {
  message: {
    blocks: 50,
    /**
     * UTF-8 bytes of the blocks as JSON. Slack documents no total; messages were refused from about 13,200 characters,
     * frames of the blocks included: https://github.com/slackapi/bolt-js/issues/2509 and 2867.
     */
    blockBytes: 13_000,
    /** Of the fallback text; Slack recommends 4,000 and cuts at 40,000. */
    text: 4000,
  },
  view: { blocks: 100, bytes: 250_000, title: 24, button: 24, privateMetadata: 3000 },
  headerText: 150,
  sectionText: 3000,
  sectionFields: 10,
  fieldText: 2000,
  contextText: 2000,
  imageUrl: 3000,
  altText: 2000,
  /** Of an uploaded picture: https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
  fileAltText: 1000,
  actions: 25,
  button: { text: 75, value: 2000, url: 3000 },
  option: { text: 75, value: 150 },
  selectOptions: 100,
  overflowOptions: 5,
  placeholder: 150,
  /** Own choice: nothing is documented for the text elements of rich text. */
  richText: 3000,
  /** A whole edit of `response_url`: uses, and how long it lives. */
  responseUrl: { uses: 5, lifeMs: 30 * 60_000 },
  /** Slack shows an error to the person when an acknowledgement takes longer. */
  acknowledgeMs: 3000,
} as const;
