import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import {
  type ManifestOptions,
  SCOPES,
  scopeNames,
  slackManifest,
} from '../../../src/adapters/slack/manifest.ts';
import { COMMANDS } from '../../../src/commands/catalogue.ts';

const SCHEMA = '../shared/specs/slack-manifest.schema.2.0.0.json';
const specs = [...COMMANDS.values()].map(({ spec }) => spec).filter(spec => !spec.hidden);
const manifest = (options: Partial<ManifestOptions> = {}) =>
  slackManifest({ specs, version: '1.0.0', ...options });

describe.runIf(existsSync(SCHEMA))('the manifest, checked with the official schema,', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const { $schema: _, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  const validate = ajv.compile(schema);

  it.each<[string, Partial<ManifestOptions>]>([
    ['Socket Mode', {}],
    ['HTTP mode', { url: 'https://papers.example/' }],
    ['many workspaces', { url: 'https://papers.example', distributed: true, unfurl: true }],
  ])('is valid for %s', (_name, options) => {
    expect(validate(manifest(options)) ? [] : validate.errors).toEqual([]);
  });

  it('is refused with a name that is too long, so the check can fail', () => {
    expect(validate({ ...manifest(), display_information: { name: 'x'.repeat(36) } })).toBe(false);
  });
});

describe('the manifest', () => {
  it('names no address in Socket Mode', () => {
    expect(JSON.stringify(manifest())).not.toContain('http');
    expect(manifest()).toMatchObject({ settings: { socket_mode_enabled: true } });
  });

  it('sends everything to one path in HTTP mode', () => {
    const text = JSON.stringify(manifest({ url: 'https://papers.example/' }));
    expect(text.match(/https:[^"]+/g)?.every(url => url === 'https://papers.example/slack/events')).toBe(
      true,
    );
  });

  it('asks for no scope without a reason, and for links only by choice', () => {
    expect(SCOPES.every(({ reason }) => reason.length > 5)).toBe(true);
    expect(scopeNames(false)).not.toContain('links:read');
    expect(scopeNames(true)).toContain('links:read');
  });

  it('hints at every command', () => {
    expect(manifest()).toMatchObject({
      features: {
        slash_commands: [{ command: '/papers', usage_hint: expect.stringContaining('subscribe') }],
      },
    });
  });
});
