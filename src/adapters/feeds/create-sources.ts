import { UsageError } from '../../core/errors.ts';
import type { KeyedStore } from '../../core/keyed-store.ts';
import type { Secret } from '../../core/secret.ts';
import type { PaperLookup, PaperSource } from '../../core/sources/source.ts';
import { didYouMean } from '../../core/suggest-spelling.ts';
import { ARXIV_CATEGORIES } from './arxiv-categories.ts';
import { createArxivLookup, createArxivSource } from './arxiv-source.ts';
import { createHttpClient, type HttpClientOptions } from './http-client.ts';
import { createHuggingFaceSource } from './huggingface-source.ts';
import { createKnownAnswers } from './known-answers.ts';
import { createLane } from './lane.ts';

/** The configuration's `sources`. */
export interface SourcesConfig {
  readonly names: readonly string[];
  readonly huggingface: { readonly endpoint: string; readonly token?: Secret | undefined };
  readonly arxiv: { readonly apiUrl: string; readonly rssUrl: string };
}

export interface SourcesOptions extends HttpClientOptions {
  /** Where validators are kept. */
  readonly store: KeyedStore;
}

/** Every way to papers over the network, sharing one politeness: make it once a process. */
export interface Sources {
  readonly configured: readonly PaperSource[];
  /** A source by name, configured or not. Throws UsageError, with a suggestion, when there is none. */
  named(name: string): PaperSource;
  /** Asks Hugging Face, and arXiv for papers that Hugging Face does not have. */
  readonly lookup: PaperLookup;
}

/** Hugging Face's window is five minutes (https://huggingface.co/docs/hub/rate-limits); a full one is waited out. */
const MAX_PAUSE_MS = 330_000;
/** arXiv: one connection, three seconds between requests, over API and feeds together: https://info.arxiv.org/help/api/tou.html */
const ARXIV_GAP_MS = 3_000;

/** Throws UsageError when a name, an address or the token can't be used; all of them are listed, no value of a secret. */
export function createSources(config: SourcesConfig, options: SourcesOptions): Sources {
  const { clock, store } = options;
  const http = createHttpClient(options);
  const known = createKnownAnswers(store);
  checkConfig(config);
  const lane = (name: string, gapMs: number) => createLane({ name, gapMs, maxPauseMs: MAX_PAUSE_MS, clock });
  const huggingFace = createHuggingFaceSource({
    ...config.huggingface,
    http,
    known,
    clock,
    lane: lane('Hugging Face', 0),
  });
  const arxiv = { ...config.arxiv, http, known, clock, lane: lane('arXiv', ARXIV_GAP_MS) };
  const arxivLookup = createArxivLookup(arxiv);

  const named = (name: string): PaperSource => {
    const problem = nameProblem(name);
    if (problem !== undefined) throw new UsageError(problem);
    return name === huggingFace.name ? huggingFace : createArxivSource(categoriesOf(name), arxiv);
  };
  return {
    configured: [...new Set(config.names)].map(named),
    named,
    lookup: {
      find: async (id, signal) =>
        (await huggingFace.find(id, signal)) ?? (await arxivLookup.find(id, signal)),
      search: (text, how) => huggingFace.search(text, how),
    },
  };
}

const categoriesOf = (name: string): string[] => name.replace(/^arxiv:/, '').split('+');

function nameProblem(name: string): string | undefined {
  if (name === 'huggingface') return undefined;
  if (!name.startsWith('arxiv:')) {
    const meant = didYouMean(name, ['huggingface', ...ARXIV_CATEGORIES.map(category => `arxiv:${category}`)]);
    return `${name} is no source${meant}; there are huggingface and arxiv:CATEGORY, such as arxiv:cs.CL`;
  }
  const unknown = categoriesOf(name).filter(category => !ARXIV_CATEGORIES.includes(category));
  if (unknown.length === 0) return undefined;
  return unknown
    .map(category => `${name}: arXiv has no category ${category}${didYouMean(category, ARXIV_CATEGORIES)}`)
    .join('; ');
}

function checkConfig({ names, huggingface, arxiv }: SourcesConfig): void {
  const problems = [
    ...names.map(nameProblem),
    addressProblem('HF_ENDPOINT', huggingface.endpoint),
    addressProblem('ARXIV_API_URL', arxiv.apiUrl),
    addressProblem('ARXIV_RSS_URL', arxiv.rssUrl),
    // A header that can't be sent makes `fetch` quote its value in the error.
    huggingface.token && !/^[\x21-\x7e]+$/.test(huggingface.token.reveal())
      ? 'HF_TOKEN: holds a character that no token has'
      : undefined,
  ].filter(problem => problem !== undefined);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
}

/** An address with a user and password in it would be shown wherever the address is. */
function addressProblem(variable: string, address: string): string | undefined {
  if (!URL.canParse(address)) return `${variable}: must be an http or https address`;
  const { protocol, username, password } = new URL(address);
  if (!/^https?:$/.test(protocol)) return `${variable}: must be an http or https address`;
  return username === '' && password === '' ? undefined : `${variable}: must not hold a user or password`;
}
