import { readFileSync } from 'node:fs';
import { METRIC_FAMILIES } from '../src/adapters/web/metric-families.ts';

const PLACE = /(<!-- metrics: npm run docs writes this table -->\n)[\s\S]*?(<!-- end of metrics -->)/;

/** docs/operations.md with its table of metrics as they are declared; everything else stays. */
export function operationsDocument(): string {
  const rows = Object.entries(METRIC_FAMILIES).map(([name, { kind, labels, help }]) => {
    const said = labels.map(label => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${kind} | ${said} | ${help} |`;
  });
  const table = ['| metric | kind | labels | meaning |', '|---|---|---|---|', ...rows].join('\n');
  const text = readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8');
  if (!PLACE.test(text)) throw new Error('docs/operations.md has no place for the table of metrics');
  return text.replace(PLACE, (_whole, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);
}
