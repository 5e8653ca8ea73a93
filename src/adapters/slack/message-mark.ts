import { type Json, textAt } from './json-value.ts';

const EVENT_TYPE = 'broadsheet_part';

/** Metadata that marks a message with its part of an edition: https://docs.slack.dev/messaging/message-metadata */
export const metadataOf = (key: string): Json => ({
  metadata: { event_type: EVENT_TYPE, event_payload: { key } },
});

/** The key a message is marked with. */
export const keyOf = (message: unknown): string | undefined =>
  textAt(message, 'metadata', 'event_type') === EVENT_TYPE
    ? textAt(message, 'metadata', 'event_payload', 'key')
    : undefined;
