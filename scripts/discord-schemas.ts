import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Takes the request bodies this project sends, with every schema they refer to, out of Discord's official OpenAPI
 * (github.com/discord/discord-api-spec, specs/openapi.json, MIT) into a fixture:
 * `tsx scripts/discord-schemas.ts path/to/openapi.json`.
 */
const BODIES = [
  'MessageCreateRequest',
  'MessageEditRequestPartial',
  'CreateTextThreadWithMessageRequest',
  'CreateForumThreadRequest',
  'CreatePrivateChannelRequest',
  'UpdateThreadRequestPartial',
  'ApplicationCommandUpdateRequest',
  'ApplicationCommandAutocompleteCallbackRequest',
  'CreateMessageInteractionCallbackRequest',
  'ModalInteractionCallbackRequest',
  'UpdateMessageInteractionCallbackRequest',
  'IncomingWebhookRequestPartial',
  'IncomingWebhookUpdateRequestPartial',
];
const TARGET = 'tests/fixtures/discord/openapi-bodies.json';

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('usage: tsx scripts/discord-schemas.ts path/to/openapi.json');
const { components, info } = JSON.parse(readFileSync(source, 'utf8')) as {
  info: { version: string };
  components: { schemas: Record<string, unknown> };
};
const schemas: Record<string, unknown> = {};
const waiting = [...BODIES];
for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
  if (name in schemas) continue;
  const schema = components.schemas[name];
  if (schema === undefined) throw new Error(`no schema is called ${name}`);
  schemas[name] = schema;
  for (const [, other = ''] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g))
    waiting.push(other);
}
const comment =
  'Part of github.com/discord/discord-api-spec, specs/openapi.json. MIT License, Copyright (c) Discord. Made by scripts/discord-schemas.ts.';
const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(
  TARGET,
  `${JSON.stringify({ $comment: comment, info: { version: info.version }, components: { schemas: sorted } })}\n`,
);
