import { UsageError } from '../core/errors.ts';

/** The one file a verb works on. Throws UsageError for none, and for more. */
export function readFileArgument(verb: string, positionals: readonly string[]): string {
  const [file, extra] = positionals;
  if (file === undefined)
    throw new UsageError(`${verb} needs a file: broadsheet ${verb} broadsheet.backup.gz`);
  if (extra !== undefined) throw new UsageError(`${verb} takes one file, and no ${JSON.stringify(extra)}`);
  return file;
}
