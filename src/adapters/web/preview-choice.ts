import { DIGEST_STYLES, type DigestStyle } from '../../core/platform.ts';
import { isDay } from '../../core/sources/calendar.ts';
import type { Day } from '../../core/time.ts';

export const PREVIEW_PLATFORMS = ['both', 'discord', 'slack'] as const;
export const PREVIEW_THEMES = ['auto', 'light', 'dark'] as const;
export const PREVIEW_WIDTHS = ['desktop', 'phone'] as const;
const MOST_PAPERS = 50;
const LONGEST_QUERY = 500;

/** What the preview page shows; every part of it is in the page's address. */
export interface PreviewChoice {
  /** The newest day with papers when absent. */
  readonly date?: Day;
  /** As typed; empty for everything. */
  readonly topics: string;
  readonly style: DigestStyle;
  readonly limit: number;
  readonly platform: (typeof PREVIEW_PLATFORMS)[number];
  readonly theme: (typeof PREVIEW_THEMES)[number];
  readonly width: (typeof PREVIEW_WIDTHS)[number];
}

/** Reads an address; what is no choice is said in a line of its own and left at its default. */
export function readChoice(
  query: URLSearchParams,
  defaults: { readonly style: DigestStyle; readonly limit: number },
): { readonly choice: PreviewChoice; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const pick = <T extends string>(name: string, among: readonly T[], otherwise: T): T => {
    const given = query.get(name) || otherwise;
    const found = among.find(each => each === given);
    if (found === undefined) problems.push(`${name} must be ${among.join(', ')}, not ${given}`);
    return found ?? otherwise;
  };
  const given = query.get('date') ?? '';
  const date = isDay(given) ? given : undefined;
  if (given !== '' && !date) problems.push(`date must be a day such as 2026-01-07, not ${given}`);
  const limit = Number(query.get('limit') || defaults.limit);
  const limitFits = Number.isInteger(limit) && limit >= 1 && limit <= MOST_PAPERS;
  if (!limitFits) problems.push(`limit must be a whole number from 1 to ${MOST_PAPERS}`);
  const topics = (query.get('topics') ?? '').trim();
  if (topics.length > LONGEST_QUERY)
    problems.push(`topics must be at most ${LONGEST_QUERY} characters, not ${topics.length}`);
  const choice: PreviewChoice = {
    ...(date !== undefined && { date }),
    topics: topics.length > LONGEST_QUERY ? '' : topics,
    style: pick('style', DIGEST_STYLES, defaults.style),
    limit: limitFits ? limit : defaults.limit,
    platform: pick('platform', PREVIEW_PLATFORMS, 'both'),
    theme: pick('theme', PREVIEW_THEMES, 'auto'),
    width: pick('width', PREVIEW_WIDTHS, 'desktop'),
  };
  return { choice, problems };
}

/** The address that shows a choice again: `?date=…&topics=…`. */
export function choiceQuery(choice: PreviewChoice): string {
  const given = Object.entries(choice).filter(([, value]) => value !== '' && value !== undefined);
  return `?${new URLSearchParams(given.map(([key, value]): [string, string] => [key, String(value)])).toString()}`;
}
