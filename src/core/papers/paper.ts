import * as z from 'zod';

/** Where and when a paper was seen: `source` such as `huggingface`, `arxiv`, `arxiv:cs.CL`, `corpus`. */
export const Sighting = z.object({
  source: z.string().min(1),
  /** The edition day, New York for Hugging Face. */
  day: z.iso.date().optional(),
  /** When it was seen. */
  at: z.iso.datetime({ offset: true }).optional(),
});
export type Sighting = z.infer<typeof Sighting>;

export const Organization = z.object({ slug: z.string().min(1), name: z.string().min(1) });
export type Organization = z.infer<typeof Organization>;

const count = z.int().nonnegative();
const webUrl = z.url({ protocol: /^https?$/ }).regex(/^\S+$/);

/**
 * A research paper as everything in Broadsheet knows it. Absent means unknown; there is no null.
 * Text is literal: it holds no markup of ours and no escape; renderers escape.
 */
export const Paper = z.object({
  /** `arxiv:2410.01234` (never a version), `page:<slug>` where a page gives no id, `corpus:<_id>` for a JSONL corpus. */
  id: z.string().regex(/^(arxiv|page|corpus):[^\s\p{Cc}\p{Cs}]+$/u),
  title: z.string().min(1),
  /** Clean text, one paragraph a line; empty when unknown. */
  abstract: z.string(),
  /** Names in order; may be empty when only a count is known. */
  authors: z.array(z.string().min(1)),
  authorCount: count.optional(),
  organization: Organization.optional(),
  /** ISO date or instant of the first version. */
  publishedAt: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional(),
  /** The newest edition day it was listed on, New York. */
  listedOn: z.iso.date().optional(),
  upvotes: count.optional(),
  comments: count.optional(),
  /** arXiv categories, primary first. */
  categories: z.array(z.string().min(1)).optional(),
  keywords: z.array(z.string().min(1)).optional(),
  /** One sentence, from the source. */
  summary: z.string().min(1).optional(),
  codeUrl: webUrl.optional(),
  codeStars: count.optional(),
  projectUrl: webUrl.optional(),
  thumbnailUrl: webUrl.optional(),
  url: webUrl.optional(),
  sightings: z.array(Sighting),
});
export type Paper = z.infer<typeof Paper>;
