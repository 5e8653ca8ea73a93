import type { Paper } from '../papers/paper.ts';
import type { Day } from '../time.ts';
import type { TrackRecord } from './track-record.ts';

/** What is known of a paper besides its words, its votes and what was asked for. */
export const FEATURES = [
  'authorsBest',
  'authorsLast',
  'organization',
  'submitter',
  'team',
  'largeTeam',
  'delay',
  'deadline',
  'named',
  'titleLength',
  'question',
  'benchmark',
  'code',
  'stars',
  'project',
] as const;
export type Feature = (typeof FEATURES)[number];

/** A value a feature; what is not known is absent and moves nothing. */
export type FeatureValues = { readonly [F in Feature]?: number };

const DAY_MS = 86_400_000;
/** A record of fewer papers knows hardly anyone: that it does not know somebody says nothing. */
const FEW_PAPERS = 500;

/**
 * - `authorsBest`: mean standing of the three authors with the best record, `authorsLast` the last author's,
 *   `organization` the organisation's, `submitter` that of who put it on the list; from earlier papers only, 0 for names
 *   without one, unknown while hardly anyone has one
 * - `team`: ln of the number of authors, at most 100; `largeTeam`: ln of how many dozens they are
 * - `delay`: ln(1 + days from publication to listing)
 * - `deadline`: 1 when submitted in the last minutes before arXiv's daily deadline of 14:00 Eastern daylight time,
 *   which decides who stands first in its listing (https://info.arxiv.org/help/availability.html)
 * - `named`: 1 when the title gives the work a name before a colon; `titleLength`: ln of its words; `question`: 1 when
 *   it asks; `benchmark`: 1 when it announces a benchmark, a dataset or an evaluation
 * - `code`, `project`: 1 when there is a link; `stars`: ln(1 + stars)
 */
export function featuresOf(paper: Paper, record: TrackRecord | undefined, before: Day): FeatureValues {
  const authors = paper.authorCount ?? paper.authors.length;
  const words = paper.title.split(/\s+/).length;
  return {
    ...(record && standings(paper, record, before)),
    ...(authors > 0 && {
      team: Math.log(Math.min(authors, 100)),
      largeTeam: Math.max(0, Math.log(Math.min(authors, 150) / 12)),
    }),
    ...publication(paper),
    named: /\S: \S/.test(paper.title) ? 1 : 0,
    titleLength: Math.log(words),
    question: paper.title.includes('?') ? 1 : 0,
    benchmark: /bench|dataset|corpus|evaluat/i.test(paper.title) ? 1 : 0,
    code: paper.codeUrl === undefined ? 0 : 1,
    stars: Math.log1p(paper.codeStars ?? 0),
    project: paper.projectUrl === undefined ? 0 : 1,
  };
}

/** The author whose earlier papers fared best, if any fared better than usual. */
export function bestAuthor(paper: Paper, record: TrackRecord, before: Day): string | undefined {
  let best: string | undefined;
  let standing = 0;
  for (const author of paper.authors) {
    const found = record.author(author, before).standing;
    if (found > standing) [best, standing] = [author, found];
  }
  return best;
}

function standings(paper: Paper, record: TrackRecord, before: Day): FeatureValues {
  const knowsFew = record.size < FEW_PAPERS;
  const account = record.submitterOf(paper.id);
  const submitter = account === undefined ? undefined : record.submitter(account, before);
  const each = paper.authors.map(author => record.author(author, before));
  const best = each
    .map(({ standing }) => standing)
    .sort((a, b) => b - a)
    .slice(0, 3);
  const isKnown = each.some(({ papers }) => papers > 0);
  return {
    ...(submitter && (submitter.papers > 0 || !knowsFew) && { submitter: submitter.standing }),
    ...(best.length > 0 &&
      (isKnown || !knowsFew) && {
        authorsBest: best.reduce((sum, standing) => sum + standing, 0) / best.length,
        authorsLast: each.at(-1)?.standing ?? 0,
        organization: paper.organization ? record.organization(paper.organization.slug, before).standing : 0,
      }),
  };
}

function publication(paper: Paper): FeatureValues {
  if (paper.publishedAt === undefined) return {};
  const published = Date.parse(paper.publishedAt);
  const listed = paper.listedOn === undefined ? undefined : Date.parse(paper.listedOn);
  const minute = (published / 60_000) % 1440;
  return {
    ...(listed !== undefined && {
      delay: Math.log1p(Math.min(365, Math.max(0, (listed - published) / DAY_MS))),
    }),
    ...(paper.publishedAt.includes('T') && { deadline: minute >= 17 * 60 + 42 && minute <= 18 * 60 ? 1 : 0 }),
  };
}
