import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import * as z from 'zod';

/** Names of schemas in Discord's official OpenAPI. */
export type BodySchema =
  | 'MessageCreateRequest'
  | 'CreateTextThreadWithMessageRequest'
  | 'CreateForumThreadRequest'
  | 'CreatePrivateChannelRequest'
  | 'UpdateThreadRequestPartial'
  | 'ApplicationCommandUpdateRequest'
  | 'ApplicationCommandAutocompleteCallbackRequest'
  | 'CreateMessageInteractionCallbackRequest'
  | 'ModalInteractionCallbackRequest'
  | 'UpdateMessageInteractionCallbackRequest'
  | 'IncomingWebhookRequestPartial'
  | 'IncomingWebhookUpdateRequestPartial';

const spec: unknown = JSON.parse(readFileSync('tests/fixtures/discord/openapi-bodies.json', 'utf8'));
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
ajv.addSchema(spec as object, 'discord');
const compiled = new Map<BodySchema, ValidateFunction>();

/** What Discord's official OpenAPI has against a body; empty when nothing. */
export function checkSchema(name: BodySchema, body: unknown): string[] {
  let validate = compiled.get(name);
  if (!validate) {
    validate = ajv.compile({ $ref: `discord#/components/schemas/${name}` });
    compiled.set(name, validate);
  }
  if (validate(body)) return [];
  return (validate.errors ?? []).slice(0, 4).map(one => `${name}${one.instancePath} ${one.message ?? ''}`);
}

interface Node {
  readonly type: number;
  readonly content?: string | undefined;
  readonly custom_id?: string | undefined;
  readonly label?: string | undefined;
  readonly url?: string | undefined;
  readonly style?: number | undefined;
  readonly options?: readonly { readonly label: string; readonly value: string }[] | undefined;
  readonly components?: readonly Node[] | undefined;
  readonly accessory?: Node | undefined;
}
const node: z.ZodType<Node> = z.object({
  type: z.number(),
  content: z.string().optional(),
  custom_id: z.string().optional(),
  label: z.string().optional(),
  url: z.string().optional(),
  style: z.number().optional(),
  options: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
  get components() {
    return z.array(node).optional();
  },
  get accessory() {
    return node.optional();
  },
});
const message = z.object({
  content: z.string().nullish(),
  embeds: z.array(z.unknown()).nullish(),
  flags: z.number().nullish(),
  components: z.array(node).nullish(),
  allowed_mentions: z.object({ parse: z.array(z.unknown()).length(0) }),
});

const V2 = 1 << 15;

/** Code points, as JSON Schema counts. */
const characters = (text: string): number => Array.from(text).length;

/** Every component of a message, nested ones included. */
export function allNodes(nodes: readonly Node[]): Node[] {
  return nodes.flatMap(one => [
    one,
    ...allNodes(one.components ?? []),
    ...(one.accessory ? allNodes([one.accessory]) : []),
  ]);
}

export const nodesOf = (body: unknown): Node[] => allNodes(message.parse(body).components ?? []);

/**
 * What Discord documents beyond its schemas, or does without documenting it, has against a message; empty when nothing.
 * Also that nobody can be mentioned, which Discord does not ask for and we do.
 */
export function checkLimits(body: unknown): string[] {
  const parsed = message.safeParse(body);
  if (!parsed.success) return parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);
  const { content, embeds, flags, components } = parsed.data;
  const wrong: string[] = [];
  const expect = (holds: boolean, what: string): unknown => holds || wrong.push(what);
  if (((flags ?? 0) & V2) === 0) {
    expect(characters(content ?? '') <= 2000, 'content is longer than 2000');
    expect((content ?? '') !== '' || (embeds ?? []).length > 0, 'the message is empty');
    return wrong;
  }
  expect(!content && !embeds?.length, 'components of version 2 exclude content and embeds');
  const all = allNodes(components ?? []);
  expect(all.length > 0, 'the message is empty');
  expect(all.length <= 40, `${all.length} components`);
  const texts = all.filter(one => one.type === 10).map(one => one.content ?? '');
  const length = texts.reduce((sum, text) => sum + characters(text), 0);
  expect(length <= 4000, `${length} characters of text`);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 12, 0);
  expect(bytes <= 10_170, `${bytes} bytes of text`);
  expect(
    texts.every(text => text.trim() !== ''),
    'a text display is blank',
  );
  const ids = all.flatMap(one => one.custom_id ?? []);
  expect(new Set(ids).size === ids.length, 'a custom_id is there twice');
  for (const one of all) {
    if (one.type === 1) {
      const within = one.components ?? [];
      const selects = within.filter(inner => inner.type === 3).length;
      expect(
        selects === 0 ? within.length <= 5 && within.length > 0 : within.length === 1,
        'a row is too full',
      );
    }
    if (one.type === 2) {
      expect((one.label ?? '').trim() !== '', 'a button says nothing');
      expect((one.style === 5) === (one.url !== undefined), 'a button has a link or a link style alone');
      expect((one.style === 5) !== (one.custom_id !== undefined), 'a button needs a custom_id or a link');
      expect(one.url === undefined || /^https?:/.test(one.url), 'a button links elsewhere than the web');
    }
    const values = one.options?.map(option => option.value) ?? [];
    expect(new Set(values).size === values.length, 'a value of a select is there twice');
    expect(one.options?.every(option => option.label.trim() !== '') !== false, 'an option says nothing');
  }
  return wrong;
}
