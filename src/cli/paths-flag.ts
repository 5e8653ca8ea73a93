import { UsageError } from '../core/errors.ts';
import type { VerbInput } from './verb.ts';

/** The paths of `--from`. A shell has already made several words of `--from *.json`: they come as free words. */
export function readPathsFlag(verb: string, { flags, positionals }: VerbInput): string[] {
  const from = Array.isArray(flags['from']) ? flags['from'].map(String) : [];
  if (from.length === 0 && positionals.length > 0)
    throw new UsageError(`${verb} takes no ${JSON.stringify(positionals[0])}; files go after --from`);
  return [...from, ...positionals];
}
