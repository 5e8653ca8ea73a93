import type { ParsedPaper } from '../papers/archive.ts';
import { cleanLine, cleanName, cleanParagraphs } from '../papers/clean-text.ts';
import { knownFields } from '../papers/known-fields.ts';
import type { Organization, Paper, Sighting } from '../papers/paper.ts';
import { paperUrl } from '../papers/paper-id.ts';
import { dayOf, isoDate } from './calendar.ts';
import type { FormatName, ParseContext, ParsedPapers, Problem } from './source.ts';
import { webAddress } from './web-address.ts';

type Given<T> = T | null | undefined;

/** A paper as a format found it: text as written, what is unknown absent or null, nothing checked but its shape. */
export interface RawPaper {
  /** An id of ours. */
  readonly id: string;
  readonly title: string;
  readonly abstract?: Given<string>;
  readonly authors?: Given<readonly string[]>;
  readonly authorCount?: Given<number>;
  readonly organization?: Given<{ readonly slug: string; readonly name?: Given<string> }>;
  readonly publishedAt?: Given<string>;
  readonly listedOn?: Given<string>;
  /** Set instead of `listedOn` where a new version is announced: the paper was seen that day and is not listed again. */
  readonly newVersionOn?: Given<string>;
  readonly upvotes?: Given<number>;
  readonly comments?: Given<number>;
  readonly categories?: Given<readonly string[]>;
  readonly keywords?: Given<readonly string[]>;
  readonly summary?: Given<string>;
  readonly codeUrl?: Given<string>;
  readonly codeStars?: Given<number>;
  readonly projectUrl?: Given<string>;
  readonly thumbnailUrl?: Given<string>;
  /** The account that put the paper on the list. */
  readonly submitter?: Given<string>;
  /** When it was seen, where the format says so itself. */
  readonly seenAt?: Given<string>;
}

/** What an account's name may be; anything else is no account. */
const ACCOUNT = /^[\w.-]{1,100}$/;

/** Gathers what a format finds, makes clean papers of it and remembers what could not become one. */
export class PaperCollector {
  readonly #format: FormatName;
  readonly #source: string;
  readonly #context: ParseContext;
  readonly #papers: ParsedPaper[] = [];
  readonly #problems: Problem[] = [];
  readonly #notes: string[] = [];

  /** `source` is the name that sightings carry when the context gives none. */
  constructor(format: FormatName, source: string, context: ParseContext) {
    this.#format = format;
    this.#source = context.source ?? source;
    this.#context = context;
  }

  add(place: string, raw: RawPaper): void {
    const title = cleanLine(raw.title);
    if (title === '') {
      this.skip(place, 'the title is empty');
      return;
    }
    const abstract = raw.abstract ? cleanParagraphs(raw.abstract) : '';
    const original = {
      ...(title !== raw.title && { title: raw.title }),
      ...(raw.abstract && abstract !== raw.abstract && { abstract: raw.abstract }),
    };
    const paper = this.#paper(raw, title, abstract);
    this.#papers.push({
      paper,
      ...((original.title ?? original.abstract) && { original }),
      ...(raw.submitter && ACCOUNT.test(raw.submitter) && { submitter: raw.submitter }),
    });
  }

  skip(place: string, reason: string): void {
    this.#problems.push({ place, reason });
  }

  note(note: string): void {
    this.#notes.push(note);
  }

  result(): ParsedPapers {
    return { format: this.#format, papers: this.#papers, problems: this.#problems, notes: this.#notes };
  }

  #paper(raw: RawPaper, title: string, abstract: string): Paper {
    const authors = names(raw.authors);
    const day = dayIn(raw.listedOn ?? raw.newVersionOn) ?? this.#context.day;
    return knownFields<Paper>({
      id: raw.id,
      title,
      abstract,
      authors,
      authorCount: raw.authorCount ?? (authors.length > 0 ? authors.length : undefined),
      organization: organization(raw.organization),
      publishedAt: raw.publishedAt ? isoDate(raw.publishedAt) : undefined,
      listedOn: raw.newVersionOn ? undefined : day,
      upvotes: raw.upvotes ?? undefined,
      comments: raw.comments ?? undefined,
      categories: distinct(raw.categories ?? []),
      keywords: distinct(names(raw.keywords)),
      summary: (raw.summary && cleanLine(raw.summary)) || undefined,
      codeUrl: address(raw.codeUrl),
      codeStars: raw.codeStars ?? undefined,
      projectUrl: address(raw.projectUrl),
      thumbnailUrl: address(raw.thumbnailUrl),
      url: paperUrl(raw.id),
      sightings: [this.#sighting(day, raw.seenAt)],
    });
  }

  #sighting(day: string | undefined, seenAt: Given<string>): Sighting {
    const at = (seenAt ? isoDate(seenAt) : undefined) ?? this.#context.at;
    return knownFields<Sighting>({ source: this.#source, day, at: at && at.length > 10 ? at : undefined });
  }
}

function names(given: Given<readonly string[]>): string[] {
  const cleaned: string[] = [];
  for (const name of given ?? []) {
    const clean = cleanName(name);
    if (clean !== '') cleaned.push(clean);
  }
  return cleaned;
}

/** Each once; `undefined` when there are none. */
function distinct(values: readonly string[]): string[] | undefined {
  const once = values.filter((value, i) => values.indexOf(value) === i);
  return once.length > 0 ? once : undefined;
}
const address = (text: Given<string>): string | undefined => (text ? webAddress(text) : undefined);
const dayIn = (text: Given<string>): string | undefined => (text ? dayOf(text) : undefined);

function organization(given: Given<{ slug: string; name?: Given<string> }>): Organization | undefined {
  const slug = given ? cleanName(given.slug) : '';
  if (!given || slug === '') return undefined;
  return { slug, name: (given.name && cleanName(given.name)) || slug };
}
