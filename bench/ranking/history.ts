import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Paper } from '../../src/core/papers/paper.ts';

/** A paper of the past with what became of it. */
export interface PastPaper {
  /** As its votes were when it was archived. Links and organisation only where they were known by the morning of its day. */
  readonly paper: Paper;
  readonly day: string;
  /**
   * - `final`: votes of 2026-06, months or years after its day
   * - `morning`: votes about six hours after its list opened, as is everything else that is known of it
   */
  readonly votes: 'final' | 'morning';
  /** The same paper while its day was still open. */
  readonly open?: { readonly paper: Paper; readonly at: number };
}

interface ArchiveRow {
  readonly id: string;
  readonly title: string;
  readonly summary?: string | null;
  readonly day?: string | null;
  readonly publishedAt?: string | null;
  readonly upvotes?: number | null;
  readonly authors?: readonly string[] | null;
  readonly organization?: { readonly name?: string; readonly fullname?: string } | null;
  readonly githubRepo?: string | null;
  readonly githubStars?: number | null;
  readonly projectPage?: string | null;
  readonly repo?: string | null;
}

/** Rows of this archive were all fetched in 2026-06; those of others on the morning of their day. */
const FINAL_ARCHIVE = 'honggi82/awesome-HuggingFace';
const EXAMPLE = 'https://example.org/';

/** Papers with votes of ../shared/data/archive joined with ../shared/data/hf/votes.csv, by day and id. */
export function readHistory(data: string): readonly PastPaper[] {
  const opened = readOpenVotes(join(data, 'hf/votes.csv'));
  const folder = join(data, 'archive');
  const papers = readdirSync(folder)
    .filter(file => file.endsWith('.ndjson'))
    .sort()
    .flatMap(file => readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean))
    .flatMap((line): PastPaper[] => {
      const row: ArchiveRow = JSON.parse(line);
      return typeof row.upvotes === 'number' && row.day
        ? [pastPaper(row, row.day, row.upvotes, opened.get(row.id))]
        : [];
    });
  return papers.sort((a, b) => a.day.localeCompare(b.day) || a.paper.id.localeCompare(b.paper.id));
}

function pastPaper(row: ArchiveRow, day: string, upvotes: number, open: OpenVotes | undefined): PastPaper {
  const text: Paper = {
    id: `arxiv:${row.id}`,
    title: row.title.replace(/\s+/g, ' ').trim(),
    abstract: (row.summary ?? '').replace(/\s+/g, ' ').trim(),
    authors: [...new Set((row.authors ?? []).map(name => name.trim()).filter(Boolean))],
    listedOn: day,
    upvotes,
    sightings: [],
    ...(row.publishedAt && { publishedAt: row.publishedAt }),
  };
  if (row.repo === FINAL_ARCHIVE)
    return { paper: text, day, votes: 'final', ...(open && { open: openPaper(text, open) }) };
  const organization = row.organization?.name ?? row.organization?.fullname;
  return {
    day,
    votes: 'morning',
    paper: {
      ...text,
      ...(organization && {
        organization: { slug: organization, name: row.organization?.fullname ?? organization },
      }),
      ...(row.githubRepo && { codeUrl: row.githubRepo }),
      ...(typeof row.githubStars === 'number' && { codeStars: row.githubStars }),
      ...(row.projectPage && { projectUrl: row.projectPage }),
    },
  };
}

interface OpenVotes {
  readonly day: string;
  readonly at: number;
  readonly upvotes: number;
  readonly comments: number;
  readonly code: boolean;
  readonly project: boolean;
}

function openPaper(paper: Paper, open: OpenVotes): { paper: Paper; at: number } {
  return {
    at: open.at,
    paper: {
      ...paper,
      listedOn: open.day,
      upvotes: open.upvotes,
      comments: open.comments,
      ...(open.code && { codeUrl: EXAMPLE }),
      ...(open.project && { projectUrl: EXAMPLE }),
    },
  };
}

function readOpenVotes(file: string): ReadonlyMap<string, OpenVotes> {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const names = head.split(',');
  const rows = new Map<string, OpenVotes>();
  for (const line of lines) {
    const cells = line.split(',');
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    rows.set(cell('id'), {
      day: cell('day'),
      at: Date.parse(cell('snapshotAt')),
      upvotes: Number(cell('upvotesThen')),
      comments: Number(cell('commentsThen')),
      code: cell('hasCode') === '1',
      project: cell('hasProject') === '1',
    });
  }
  return rows;
}
