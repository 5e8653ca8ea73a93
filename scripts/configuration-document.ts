import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { VARIABLES } from '../src/config.ts';
import { ConfigSchema } from '../src/config-schema.ts';

const INTRODUCTION = `# Configuration

Generated from \`src/config-schema.ts\` by \`npm run docs\`.

Three places are read, the later wins: \`config/default.json\`, the JSON file that \`BROADSHEET_CONFIG\` names, and the
environment. A \`.env\` file beside package.json counts as environment; what is set in the real one wins. An empty variable
counts as unset. Every value is checked at start, and all problems are listed at once.

Tokens and keys are never printed: wherever they would be, it says \`[secret]\`.

| setting | variable | meaning | default |
|---|---|---|---|
`;

const SUBSCRIPTIONS = `
## Subscriptions in the configuration

\`subscriptions\` is a list. Chat shows them and can't change them.

| key | meaning |
|---|---|
`;

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly secret?: boolean;
}

const jsonSchema = (): JsonSchema =>
  z.toJSONSchema(ConfigSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

/** config/schema.json: what editors check a configuration file with. Nothing is required, the defaults are complete. */
export function configurationSchema(): string {
  const partial = (schema: JsonSchema): JsonSchema => {
    const { required: _, ...rest } = schema;
    if (!rest.properties) return rest;
    return {
      ...rest,
      properties: Object.fromEntries(
        Object.entries(rest.properties).map(([key, value]) => [key, partial(value)]),
      ),
    };
  };
  return `${JSON.stringify(partial(jsonSchema()), null, 2)}\n`;
}

/** docs/configuration.md */
export function configurationDocument(): string {
  const defaults: unknown = JSON.parse(
    readFileSync(new URL('../config/default.json', import.meta.url), 'utf8'),
  );
  const schema = jsonSchema();
  const rows = settings(schema, '').map(([key, setting]) => {
    const variable = VARIABLES.find(each => each.key === key)?.name;
    const value = valueAt(defaults, key);
    const meaning = [setting.description, setting.enum?.map(each => `\`${each}\``).join(', ')]
      .filter(Boolean)
      .join(': ');
    return `| \`${key}\` | ${variable ? `\`${variable}\`` : ''} | ${cell(meaning)} | ${value === undefined ? '' : cell(`\`${JSON.stringify(value)}\``)} |`;
  });
  const declared = Object.entries(schema.properties?.['subscriptions']?.items?.properties ?? {}).map(
    ([key, { description, enum: values }]) =>
      `| \`${key}\` | ${cell([description, values?.map(each => `\`${each}\``).join(', ')].filter(Boolean).join(': '))} |`,
  );
  return `${INTRODUCTION}${rows.join('\n')}\n${SUBSCRIPTIONS}${declared.join('\n')}\n`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

function settings(schema: JsonSchema, prefix: string): [string, JsonSchema][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]): [string, JsonSchema][] => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (path === '$schema' || path === 'subscriptions') return [];
    return value.properties ? settings(value, path) : [[path, value]];
  });
}

function valueAt(json: unknown, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], json);
}
