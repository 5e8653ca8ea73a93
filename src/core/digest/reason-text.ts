import type { Paper } from '../papers/paper.ts';
import type { MatchPlace, Reason } from '../ranking/rank.ts';
import { countText, manyText } from './count-text.ts';
import { dayText } from './day-text.ts';
import type { LeftOutReason } from './digest.ts';

/** A reason in words, with what it is about, so that a renderer can give some of them a link or an accent. */
export interface SaidReason {
  readonly kind: Reason['kind'];
  readonly text: string;
  /** What puts it into proportion, said after a comma. */
  readonly detail?: string;
}

/** A reason as one phrase. */
export const reasonPhrase = ({ text, detail }: SaidReason): string =>
  detail === undefined ? text : `${text}, ${detail}`;

const PLACES: Record<MatchPlace, string> = {
  title: 'in the title',
  keywords: 'in its keywords',
  abstract: 'in the abstract',
  authors: 'among its authors',
  organization: 'in its organisation',
  categories: 'in its categories',
};

/** So many things found are named; who wants more reads the paper. */
const MATCHES_NAMED = 3;

/**
 * Why a paper is here, as phrases in the order of their weight; the only place that puts reasons into words. What
 * matched is one phrase, and words that stand side by side in the paper are shown so. What spoke against a paper is no
 * reason for it and is left out.
 */
export function sayReasons(reasons: readonly Reason[], paper: Paper): SaidReason[] {
  const said: SaidReason[] = [];
  const matches: Match[] = [];
  for (const reason of reasons) {
    if (reason.weight <= 0) continue;
    if (reason.kind === 'match') {
      if (matches.length === 0) said.push({ kind: 'match', text: '' });
      matches.push(reason);
    } else if (reason.kind === 'rising')
      said.push({ kind: 'rising', text: manyText(reason.upvotes, 'upvote'), detail: timesUsual(reason) });
    else said.push({ kind: reason.kind, text: reasonText(reason) });
  }
  return said.map(one => (one.kind === 'match' ? { ...one, text: sayMatches(matches, paper) } : one));
}

type Match = Extract<Reason, { kind: 'match' }>;

/** `matched "moe" and "routing" in the title, "sparsity" in its keywords`: each thing in its best place only. */
function sayMatches(matches: readonly Match[], paper: Paper): string {
  const places = new Map<MatchPlace, Match[]>();
  const known = new Set<string>();
  for (const match of matches) {
    const key = match.text.toLowerCase();
    if (known.has(key)) continue;
    known.add(key);
    places.set(match.where, [...(places.get(match.where) ?? []), match]);
  }
  let left = MATCHES_NAMED;
  const phrases: string[] = [];
  for (const [where, found] of places) {
    const words = joinNeighbours(found, textAt(where, paper)).slice(0, left);
    left -= words.length;
    if (words.length > 0) phrases.push(`${words.map(nameMatch).join(' and ')} ${PLACES[where]}`);
  }
  return `matched ${phrases.join(', ')}`;
}

/** What is written at a place where single words are found; names are found whole. */
function textAt(where: MatchPlace, { title, abstract, keywords }: Paper): string {
  if (where === 'title') return title;
  if (where === 'abstract') return abstract;
  return where === 'keywords' ? (keywords ?? []).join('\n') : '';
}

/** `speculative` and `decoding` as one where the text has them side by side. */
function joinNeighbours(matches: readonly Match[], text: string): Match[] {
  const joined = [...matches];
  for (let at = 0; at < joined.length; at += 1) {
    for (let other = 0; other < joined.length; other += 1) {
      const [first, second] = [joined[at], joined[other]];
      if (!first || !second || at === other || first.topic !== second.topic) continue;
      const whole = [`${first.text} ${second.text}`, `${first.text}-${second.text}`].find(one =>
        text.includes(one),
      );
      if (whole === undefined) continue;
      joined[at] = { ...first, text: whole };
      joined.splice(other, 1);
      return joinNeighbours(joined, text);
    }
  }
  return joined;
}

function nameMatch({ text, topic }: Match): string {
  const plain = topic === undefined || topic.replaceAll('-', ' ') === text.toLowerCase().replaceAll('-', ' ');
  return `"${text}"${plain ? '' : ` (${topic})`}`;
}

function reasonText(reason: Exclude<Reason, { kind: 'match' | 'rising' }>): string {
  switch (reason.kind) {
    case 'votes':
      return manyText(reason.upvotes, 'upvote');
    case 'code':
      return reason.stars === undefined ? 'has code' : `has code with ${manyText(reason.stars, 'star')}`;
    case 'organization':
      return `from ${reason.name}`;
    case 'authors':
      return `${reason.name}'s papers do well`;
    case 'submitter':
      return `${reason.name}'s picks do well`;
    case 'fresh':
      return `listed ${dayText(reason.day)}`;
    case 'content':
      return 'promising by its text';
    case 'liked':
      return `readers here like "${reason.term}"`;
  }
}

/** `14× usual`, `1.7× usual`. */
function timesUsual({ upvotes, usual }: { readonly upvotes: number; readonly usual: number }): string {
  const times = upvotes / Math.max(1, usual);
  return `${times < 3 ? times.toFixed(1) : countText(Math.round(times))}× usual`;
}

const LEFT_OUT: Record<LeftOutReason, (count: string, one: boolean) => string> = {
  'no-topic': count => `${count} off topic`,
  excluded: count => `${count} excluded by the topics`,
  seen: count => `${count} seen before`,
  duplicate: (count, one) => `${count} near-duplicate${one ? '' : 's'}`,
  'too-few-votes': count => `${count} with too few votes`,
  'below-floor': count => `${count} below the quality floor`,
  'over-limit': count => `${count} over the limit`,
};

/** `12 off topic, 1 near-duplicate`; empty when nothing was left out. */
export function sayLeftOut(leftOut: readonly { readonly why: LeftOutReason }[]): string {
  const counts = new Map<LeftOutReason, number>();
  for (const { why } of leftOut) counts.set(why, (counts.get(why) ?? 0) + 1);
  const order = Object.keys(LEFT_OUT) as LeftOutReason[];
  return order
    .flatMap(why => {
      const count = counts.get(why);
      return count === undefined ? [] : [LEFT_OUT[why](countText(count), count === 1)];
    })
    .join(', ');
}
