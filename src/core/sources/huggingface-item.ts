import * as z from 'zod';
import { dayOf } from './calendar.ts';
import type { RawPaper } from './paper-collector.ts';

const text = z.string().nullish();
const count = z.int().nonnegative().nullish();
const author = z.union([z.object({ name: z.string() }), z.string()]);
const account = z.object({ name: text }).nullish();

/** What comes and goes with the eras of the API, and costs no paper its place when it is odd. */
const comesAndGoes = {
  submittedOnDailyAt: text,
  ai_summary: text,
  ai_keywords: z.array(z.string()).nullish(),
  githubRepo: text,
  githubStars: count,
  projectPage: text,
  thumbnail: text,
  organization: z.object({ name: z.string(), fullname: text }).nullish(),
  submittedOnDailyBy: account,
};
const tolerated = {
  submittedOnDailyAt: text.catch(undefined),
  ai_summary: text.catch(undefined),
  ai_keywords: comesAndGoes.ai_keywords.catch(undefined),
  githubRepo: text.catch(undefined),
  githubStars: count.catch(undefined),
  projectPage: text.catch(undefined),
  thumbnail: text.catch(undefined),
  organization: comesAndGoes.organization.catch(undefined),
  submittedOnDailyBy: account.catch(undefined),
};

const paperFields = {
  id: z.string(),
  title: z.string(),
  summary: text,
  authors: z.array(author).nullish(),
  publishedAt: text,
  upvotes: count,
  numComments: count,
  /** Only in records that were taken from listings: the listing day, and when it was taken. */
  day: text,
  fetchedAt: text,
};
const itemFields = { publishedAt: text, numComments: count };

/** An item of a listing or a search answer; a paper by itself is one of which the listing says nothing. */
export const ListedPaper = z.object({
  ...itemFields,
  paper: z.object({ ...paperFields, ...comesAndGoes }),
  thumbnail: text,
  organization: comesAndGoes.organization,
  submittedBy: account,
});
export type ListedPaper = z.infer<typeof ListedPaper>;

/** The same, where a field that comes and goes is unknown when it is not what it used to be. */
export const TolerantListedPaper = z.object({
  ...itemFields,
  paper: z.object({ ...paperFields, ...tolerated }),
  thumbnail: tolerated.thumbnail,
  organization: tolerated.organization,
  submittedBy: tolerated.submittedOnDailyBy,
});

/** `id` is the paper's id of ours. */
export function rawPaper(id: string, item: ListedPaper): RawPaper {
  const { paper } = item;
  const organization = item.organization ?? paper.organization;
  return {
    id,
    title: paper.title,
    abstract: paper.summary,
    authors: paper.authors?.map(author => (typeof author === 'string' ? author : author.name)),
    organization: organization && { slug: organization.name, name: organization.fullname },
    publishedAt: paper.publishedAt,
    listedOn: listingDay(item),
    upvotes: paper.upvotes,
    comments: item.numComments ?? paper.numComments,
    keywords: paper.ai_keywords,
    summary: paper.ai_summary,
    codeUrl: paper.githubRepo,
    codeStars: paper.githubStars,
    projectUrl: paper.projectPage,
    thumbnailUrl: item.thumbnail ?? paper.thumbnail,
    submitter: item.submittedBy?.name ?? paper.submittedOnDailyBy?.name,
    seenAt: paper.fetchedAt,
  };
}

const HOUR_MS = 60 * 60 * 1000;

/**
 * The day of listing is the date of `submittedOnDailyAt`. Before March 2025 it follows from the item's own
 * `publishedAt`, then the moment of submission: the day rolls over at 21:30. Since then that field repeats the paper's
 * `publishedAt` in New York time labelled `Z`, four or five hours off, and tells no day.
 */
function listingDay({ paper, publishedAt }: ListedPaper): string | undefined {
  const told = paper.day ?? paper.submittedOnDailyAt;
  if (told) return dayOf(told);
  if (!publishedAt || !paper.publishedAt) return undefined;
  const [submitted, published] = [Date.parse(publishedAt), Date.parse(paper.publishedAt)];
  const hoursApart = (published - submitted) / HOUR_MS;
  if (Number.isNaN(hoursApart) || [0, 4, 5].includes(hoursApart)) return undefined;
  return new Date(submitted + 2.5 * HOUR_MS).toISOString().slice(0, 10);
}
