import { discordPayloads } from '../../../src/adapters/discord/render.ts';
import type { Digest } from '../../../src/core/digest/digest.ts';
import { digestDocument } from '../../../src/core/digest/digest-document.ts';
import { isLinkable } from '../../../src/core/document/document.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { paperUrl } from '../../../src/core/papers/paper-id.ts';
import type { DigestStyle } from '../../../src/core/platform.ts';
import { checkLimits, checkSchema, nodesOf } from '../../emulators/discord/check-body.ts';
import { type Visible, visible } from './visible-text.ts';

/** What was looked at of one digest, and everything that is wrong with it. */
export interface Judgement {
  readonly payloads: number;
  readonly titles: number;
  readonly links: number;
  readonly buttons: number;
  readonly faults: readonly string[];
}

/** Leads to the page of a title that Discord would make no link of. */
const PAGE = 'page';

/** Without white space and what shows nothing, such as marks of direction. */
export const bare = (value: string): string =>
  value.replace(/[\s\p{Cc}\p{Surrogate}\ufffd\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, '');

/**
 * Holds a digest's messages against Discord's official schemas and documented limits, and reads them with a parser that
 * knows nothing of ours: nobody is mentioned, every title reads as it is, every link goes where it should.
 */
export function judgeDigest(digest: Digest, style: DigestStyle): Judgement {
  const bodies = discordPayloads(digestDocument(digest, style));
  const nodes = bodies.flatMap(nodesOf);
  const shown = nodes.flatMap(({ content }) => (content === undefined ? [] : [visible(content)]));
  const papers = digest.entries.map(({ paper }) => paper);
  const links = shown.flatMap(one => one.links);
  const buttons = nodes.filter(one => one.type === 2);
  return {
    payloads: bodies.length,
    titles: papers.length,
    links: links.length,
    buttons: buttons.length,
    faults: [
      ...bodies.flatMap(body => [...checkSchema('MessageCreateRequest', body), ...checkLimits(body)]),
      ...shown.flatMap(one => one.odd.map(kind => `a ${kind} came of text`)),
      ...titleFaults(papers, shown),
      ...strayLinks(papers, [
        ...links.map(({ target }) => target),
        ...buttons.flatMap(({ url }) => url ?? []),
      ]),
    ],
  };
}

/** Titles that are not there word for word, or do not lead to their page, in the order of the digest. */
function titleFaults(papers: readonly Paper[], shown: readonly Visible[]): string[] {
  const said = bare(shown.map(one => one.text).join(''));
  const links = shown.flatMap(one => one.links);
  let at = 0;
  let link = 0;
  return papers.flatMap(paper => {
    const title = bare(paper.title);
    const found = said.indexOf(title, at);
    if (found < 0) return [`the title is not there: ${paper.title}`];
    at = found + title.length;
    const page = pageOf(paper);
    if (page === undefined || title === '') return [];
    const wanted = links.findIndex(
      (one, index) =>
        index >= link &&
        resource(one.target) === page &&
        (one.text === PAGE || isPartOf(title, bare(one.text))),
    );
    if (wanted < 0) return [`no link from ${paper.title} to ${page}`];
    link = wanted + 1;
    return [];
  });
}

/** A title that needs more than a message comes in pieces, the first with its number. */
const isPartOf = (title: string, piece: string): boolean =>
  title.includes(piece) || title.includes(piece.replace(/^\d+\./, ''));

function strayLinks(papers: readonly Paper[], targets: readonly string[]): string[] {
  const allowed = new Set(papers.flatMap(paper => [pageOf(paper), resourceOf(paper.codeUrl)]));
  return targets.filter(target => !allowed.has(resource(target))).map(target => `a link to ${target}`);
}

const pageOf = (paper: Paper): string | undefined => resourceOf(paper.url ?? paperUrl(paper.id));
const resourceOf = (url: string | undefined): string | undefined =>
  url !== undefined && isLinkable(url) ? resource(url) : undefined;

/** What an address names, however many of its characters are written as bytes. */
const resource = (url: string): string =>
  new URL(url).href.replace(/%([\da-f]{2})/gi, (_, byte: string) =>
    String.fromCharCode(Number.parseInt(byte, 16)),
  );
