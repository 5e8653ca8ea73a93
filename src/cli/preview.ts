import { TERMINAL_CHANNEL, TERMINAL_PERSON } from '../adapters/terminal/place.ts';
import { startHttpServer } from '../adapters/web/http-server.ts';
import { type PreviewDesk, previewHandler } from '../adapters/web/preview-handler.ts';
import { createTrendsChart } from '../app/create-trends-chart.ts';
import { loadTopicCatalogue } from '../app/load-topic-catalogue.ts';
import { loadRankingModel } from '../app/open-ranking.ts';
import { openServices } from '../app/open-services.ts';
import { openSources } from '../app/open-sources.ts';
import type { CommandDesk } from '../commands/command.ts';
import { createCommandDesk } from '../commands/create-command-desk.ts';
import type { Config } from '../config-schema.ts';
import { buildDigest } from '../core/digest/build-digest.ts';
import type { Document } from '../core/document/document.ts';
import { UsageError } from '../core/errors.ts';
import type { Paper } from '../core/papers/paper.ts';
import { parseQuery } from '../core/query/parse-query.ts';
import type { Query } from '../core/query/query.ts';
import { collect } from '../core/sources/collect.ts';
import { currentDay, HUGGINGFACE_CALENDAR } from '../core/sources/listing-day.ts';
import { papersOfFiles } from './digest-papers.ts';
import { readPathsFlag } from './paths-flag.ts';
import { prepare } from './prepare.ts';
import type { ExitCode, Terminal, Verb, VerbInput } from './verb.ts';

const HOST = '127.0.0.1';
const DEFAULT_PORT = 4747;
/** A list that was read this recently is shown as it is. */
const FRESH_MS = 10 * 60_000;

export const preview: Verb = {
  usage: '[--port N] [--from PATH…]',
  flags: {
    port: { type: 'string', value: 'N', summary: `where the page is on this machine (${DEFAULT_PORT})` },
    from: {
      type: 'string',
      value: 'PATH…',
      multiple: true,
      summary: 'show the papers of these files instead of the archive',
    },
  },
  async run(input, terminal): Promise<ExitCode> {
    const { config, environment } = prepare(terminal);
    const port = readPort(input.flags['port']);
    const from = readPathsFlag('preview', input);
    const { desk, close } =
      from.length > 0
        ? await deskOfFiles(from, config, terminal)
        : await deskOfArchive(config, environment, terminal);
    try {
      const server = await startHttpServer({ port, host: HOST }, [previewHandler(desk)], environment.log);
      await terminal.stdout.write(`http://${HOST}:${server.port}/\n`);
      await terminal.stderr.write('broadsheet: open it in a browser; Ctrl+C ends it\n');
      await ended(terminal.signal);
      await server.close();
      return 0;
    } finally {
      await close();
    }
  },
};

interface OpenDesk {
  readonly desk: PreviewDesk;
  readonly close: () => Promise<void>;
}

function readPort(text: VerbInput['flags'][string]): number {
  if (typeof text !== 'string') return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new UsageError(`--port must be a number from 0 to 65535, not ${text}`);
  return port;
}

/** Topics as a digest takes them; nothing for everything. */
type Topics = { readonly topics?: { readonly text: string; readonly query: Query } };

function topicsReader(): (text: string) => Topics {
  const catalogue = loadTopicCatalogue();
  return text => (text === '' ? {} : { topics: { text, query: parseQuery(text, { catalogue }) } });
}

async function deskOfFiles(from: readonly string[], config: Config, terminal: Terminal): Promise<OpenDesk> {
  const wish = { from, limit: config.digest.limit, format: 'json', refresh: false } as const;
  const { papers, period } = await papersOfFiles(wish, terminal);
  const days = papers.flatMap(paper => paper.listedOn ?? []).sort();
  const newest = days.at(-1) ?? (period.kind === 'day' ? period.day : period.until);
  const dayOf = (paper: Paper): string => paper.listedOn ?? newest;
  const readTopics = topicsReader();
  const model = loadRankingModel();
  return {
    desk: {
      defaults: config.digest,
      newestDay: async () => newest,
      make: async ({ day, topics, limit }) =>
        buildDigest(
          papers.filter(paper => dayOf(paper) === day),
          {
            period: { kind: 'day', day },
            ...readTopics(topics),
            today: currentDay(HUGGINGFACE_CALENDAR, terminal.clock.now()),
            ranking: { now: terminal.clock.now(), model },
            limit,
            minVotes: config.digest.minVotes,
          },
        ),
    },
    close: async () => undefined,
  };
}

/** The archive; the sources are asked for what is still open while the page already stands. */
async function deskOfArchive(
  config: Config,
  environment: Parameters<typeof openServices>[1],
  terminal: Terminal,
): Promise<OpenDesk> {
  const { services, stores, close } = await openServices(config, environment);
  const { configured } = openSources(config, stores, environment);
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, terminal.signal]);
  const options = { signal, lookBackDays: 0, freshMs: FRESH_MS };
  const asking = collect(configured, { ...stores, ...environment }, options).catch((error: unknown) => {
    if (!signal.aborted) environment.log.error('collect-failed', { reason: String(error) });
  });
  const readTopics = topicsReader();
  const drawTrends = createTrendsChart(environment.log, 'svg');
  const commands = createCommandDesk({ ...services, drawTrends });
  return {
    desk: {
      defaults: config.digest,
      newestDay: () => services.digests.newestDay(),
      make: async ({ day, topics, limit }) =>
        services.digests.make({
          period: { kind: 'day', day },
          ...readTopics(topics),
          limit,
          minVotes: config.digest.minVotes,
        }),
      trends: topics => tellTrends(commands, topics),
    },
    close: async () => {
      stopping.abort(new Error('stopping'));
      await asking;
      await close();
    },
  };
}

/** What `/papers trends` answers. */
async function tellTrends(commands: CommandDesk, topic: string): Promise<Document> {
  const answer = await commands.run(
    { kind: 'options', name: 'trends', options: { topic } },
    { person: TERMINAL_PERSON, channel: TERMINAL_CHANNEL, mayManage: false, direct: true },
  );
  if (answer.kind === 'rejected') throw new UsageError(answer.message);
  return answer.kind === 'answered' ? answer.reply.document : answer.document;
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
