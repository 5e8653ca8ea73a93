import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Paper } from '../../src/core/papers/paper.ts';
import { buildTrackRecord, type TrackRecord } from '../../src/core/ranking/track-record.ts';
import { parsePapers } from '../../src/core/sources/parse-papers.ts';

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
  readonly open?: OpenPaper;
}

/** A paper as it stood while its day was open, who had put it on the list, and how many of its authors had claimed it. */
export interface OpenPaper {
  readonly paper: Paper;
  readonly at: number;
  readonly submitter?: string;
  readonly claimed: number;
}

/** Rows of this archive were all fetched in 2026-06; those of others on the morning of their day. */
const FINAL_ARCHIVE = 'honggi82/awesome-HuggingFace';
const EXAMPLE = 'https://example.org/';

/** Papers with votes of ../shared/data/archive joined with ../shared/data/hf/votes.csv, by day and id. */
export function readHistory(data: string): readonly PastPaper[] {
  const opened = readOpenVotes(join(data, 'hf/votes.csv'));
  const folder = join(data, 'archive');
  return readdirSync(folder)
    .filter(file => file.endsWith('.ndjson'))
    .flatMap(file => readMonth(readFileSync(join(folder, file), 'utf8'), opened))
    .sort((a, b) => a.day.localeCompare(b.day) || a.paper.id.localeCompare(b.paper.id));
}

/** The record of everyone in it, asked of each day's past alone. */
export function recordOf(history: readonly PastPaper[]): TrackRecord {
  const submitters = history.flatMap(({ open }) =>
    open?.submitter === undefined ? [] : [[open.paper.id, open.submitter] as const],
  );
  return buildTrackRecord(
    history.map(({ paper }) => paper),
    new Map(submitters),
  );
}

function readMonth(text: string, opened: ReadonlyMap<string, OpenVotes>): PastPaper[] {
  const origins = new Map<string, string>();
  for (const line of text.split('\n')) {
    const row: { id: string; repo?: string } | undefined = line === '' ? undefined : JSON.parse(line);
    if (row) origins.set(`arxiv:${row.id}`, row.repo ?? '');
  }
  return parsePapers(text, { source: 'archive' }).papers.flatMap(({ paper }): PastPaper[] => {
    const { listedOn: day, upvotes } = paper;
    if (day === undefined || upvotes === undefined) return [];
    const known = { ...paper, sightings: [] };
    if (origins.get(paper.id) !== FINAL_ARCHIVE) return [{ paper: known, day, votes: 'morning' }];
    const then = withoutLaterFacts(known);
    const open = opened.get(paper.id);
    return [{ paper: then, day, votes: 'final', ...(open && { open: openPaper(then, open) }) }];
  });
}

function withoutLaterFacts(paper: Paper): Paper {
  const { codeUrl: _, codeStars: __, projectUrl: ___, organization: ____, ...rest } = paper;
  return rest;
}

interface OpenVotes {
  readonly day: string;
  readonly at: number;
  readonly upvotes: number;
  readonly comments: number;
  readonly code: boolean;
  readonly project: boolean;
  readonly submitter: string;
  readonly claimed: number;
}

function openPaper(paper: Paper, open: OpenVotes): OpenPaper {
  return {
    at: open.at,
    claimed: open.claimed,
    ...(open.submitter !== '' && { submitter: open.submitter }),
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
    rows.set(`arxiv:${cell('id')}`, {
      day: cell('day'),
      at: Date.parse(cell('snapshotAt')),
      upvotes: Number(cell('upvotesThen')),
      comments: Number(cell('commentsThen')),
      code: cell('hasCode') === '1',
      project: cell('hasProject') === '1',
      submitter: cell('submitter'),
      claimed: Number(cell('authorsClaimed')),
    });
  }
  return rows;
}
