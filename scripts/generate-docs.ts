/** Writes what is generated from the declarations: `npm run docs`. A test fails when a file is stale. */
import { writeFileSync } from 'node:fs';
import { commandsDocument } from './commands-document.ts';
import { configurationDocument, configurationSchema } from './configuration-document.ts';
import { operationsDocument } from './metrics-table.ts';

export const GENERATED: Readonly<Record<string, () => string>> = {
  'docs/commands.md': commandsDocument,
  'docs/configuration.md': configurationDocument,
  'docs/operations.md': operationsDocument,
  'config/schema.json': configurationSchema,
};

if (process.argv.includes('--write')) {
  for (const [path, make] of Object.entries(GENERATED)) writeFileSync(path, make());
}
