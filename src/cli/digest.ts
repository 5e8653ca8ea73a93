import { loadTopicCatalogue } from '../app/load-topic-catalogue.ts';
import type { AppEnvironment } from '../app/open-stores.ts';
import type { Config } from '../config-schema.ts';
import { buildDigest } from '../core/digest/build-digest.ts';
import type { Digest } from '../core/digest/digest.ts';
import { UsageError } from '../core/errors.ts';
import { parseQuery } from '../core/query/parse-query.ts';
import { currentDay, HUGGINGFACE_CALENDAR } from '../core/sources/listing-day.ts';
import { readDayFlag } from './day-flag.ts';
import { DIGEST_FORMATS, type DigestFormat, renderDigest } from './digest-formats.ts';
import { type DigestPapers, papersOfFiles } from './digest-papers.ts';
import { readLimit } from './limit-flag.ts';
import { readPathsFlag } from './paths-flag.ts';
import { prepare } from './prepare.ts';
import type { ExitCode, Terminal, Verb, VerbInput } from './verb.ts';

export const digest: Verb = {
  usage: '[--date D | --since D] [--topics QUERY] [--limit N] [--from PATH…] [--format F] [--refresh]',
  flags: {
    date: { type: 'string', value: 'D', summary: 'the papers listed on this day (the newest)' },
    since: { type: 'string', value: 'D', summary: 'the papers listed on this day or later' },
    topics: {
      type: 'string',
      value: 'QUERY',
      summary: 'only papers that answer this: "moe, topic:quantization -survey"',
    },
    limit: { type: 'string', value: 'N', summary: 'at most this many papers (8)' },
    from: {
      type: 'string',
      value: 'PATH…',
      multiple: true,
      summary: 'read these files instead of the archive and the sources',
    },
    format: {
      type: 'string',
      value: 'F',
      summary: `${DIGEST_FORMATS.join(', ')} (terminal; markdown into a pipe)`,
    },
    refresh: { type: 'boolean', summary: 'ask the sources again, even if they were asked a moment ago' },
  },
  async run(input, terminal): Promise<ExitCode> {
    const { config, environment } = prepare(terminal);
    const wish = readWish(input, terminal, config.digest.limit);
    const catalogue = loadTopicCatalogue();
    const topics =
      wish.topics === undefined
        ? undefined
        : { text: wish.topics, query: parseQuery(wish.topics, { catalogue }) };
    const found = await findPapers(wish, config, environment, terminal);
    const made: Digest = buildDigest(found.papers, {
      period: found.period,
      ...(topics && { topics }),
      today: currentDay(HUGGINGFACE_CALENDAR, terminal.clock.now()),
      ranking: found.ranking,
      limit: wish.limit,
      minVotes: config.digest.minVotes,
      missingSources: found.missingSources,
    });
    await terminal.stdout.write(await renderDigest(made, wish.format, config.digest.style, terminal));
    return found.exitCode;
  },
};

/** What the flags ask for. */
export interface DigestWish {
  readonly date?: string;
  readonly since?: string;
  readonly topics?: string;
  readonly limit: number;
  readonly from: readonly string[];
  readonly format: DigestFormat;
  readonly refresh: boolean;
}

/** Files need no database, so its modules are loaded only for the archive. */
async function findPapers(
  wish: DigestWish,
  config: Config,
  environment: AppEnvironment,
  terminal: Terminal,
): Promise<DigestPapers> {
  if (wish.from.length > 0) return papersOfFiles(wish, terminal);
  const { papersOfArchive } = await import('./digest-archive.ts');
  return papersOfArchive(wish, config, environment, terminal);
}

/** Throws UsageError for the first flag that is wrong. */
function readWish(input: VerbInput, { stdout }: Terminal, defaultLimit: number): DigestWish {
  const { flags } = input;
  const date = readDayFlag(flags, 'date');
  const since = readDayFlag(flags, 'since');
  if (date !== undefined && since !== undefined)
    throw new UsageError('--date and --since exclude each other');
  const from = readPathsFlag('digest', input);
  const { topics } = flags;
  return {
    ...(date !== undefined && { date }),
    ...(since !== undefined && { since }),
    ...(typeof topics === 'string' && { topics }),
    limit: readLimit(flags['limit'], defaultLimit, 1000),
    from,
    format: readFormat(flags['format'], stdout.isTTY),
    refresh: flags['refresh'] === true,
  };
}

function readFormat(text: VerbInput['flags'][string], isTTY: boolean): DigestFormat {
  if (typeof text !== 'string') return isTTY ? 'terminal' : 'markdown';
  const format = DIGEST_FORMATS.find(each => each === text);
  if (format === undefined)
    throw new UsageError(`--format must be ${DIGEST_FORMATS.join(', ')}, not ${text}`);
  return format;
}
