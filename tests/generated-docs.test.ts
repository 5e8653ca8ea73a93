import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GENERATED } from '../scripts/generate-docs.ts';

describe('what is generated', () => {
  it.each(Object.entries(GENERATED))(
    '%s says what the declarations say (npm run docs writes it anew)',
    (path, make) => {
      expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).toBe(make());
    },
  );
});
