import type { MatchPlace, Reason } from '../ranking/rank.ts';
import { countText, manyText } from './count-text.ts';
import { dayText } from './day-text.ts';
import type { LeftOutReason } from './digest.ts';

/** A reason in words, with what it is about, so that a renderer can give some of them a link or an accent. */
export interface SaidReason {
  readonly kind: Reason['kind'];
  readonly text: string;
}

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
 * Why a paper is here, as phrases in the order of their weight; the only place that puts reasons into words. Matches in
 * one place are one phrase. What spoke against a paper is no reason for it and is left out.
 */
export function sayReasons(reasons: readonly Reason[]): SaidReason[] {
  const said: SaidReason[] = [];
  const matches = reasons.filter(reason => reason.kind === 'match' && reason.weight > 0);
  const named = nameMatches(matches.filter(reason => reason.kind === 'match'));
  for (const reason of reasons) {
    if (reason.weight <= 0) continue;
    if (reason.kind !== 'match') said.push({ kind: reason.kind, text: reasonText(reason) });
    else {
      const phrase = named.get(reason.where);
      if (phrase !== undefined) said.push({ kind: 'match', text: phrase });
      named.delete(reason.where);
    }
  }
  return said;
}

/** One phrase a place, the weightiest matches first, each thing in its best place only. */
function nameMatches(matches: readonly Extract<Reason, { kind: 'match' }>[]): Map<MatchPlace, string> {
  const places = new Map<MatchPlace, string[]>();
  const known = new Set<string>();
  for (const { text, where, topic } of matches) {
    const key = text.toLowerCase();
    if (known.has(key) || known.size === MATCHES_NAMED) continue;
    known.add(key);
    const plain = topic === undefined || topic.replaceAll('-', ' ') === key.replaceAll('-', ' ');
    const words = places.get(where) ?? [];
    words.push(`"${text}"${plain ? '' : ` (${topic})`}`);
    places.set(where, words);
  }
  return new Map(
    [...places].map(([where, words]) => [where, `matched ${words.join(' and ')} ${PLACES[where]}`]),
  );
}

function reasonText(reason: Exclude<Reason, { kind: 'match' }>): string {
  switch (reason.kind) {
    case 'votes':
      return manyText(reason.upvotes, 'upvote');
    case 'rising':
      return `${manyText(reason.upvotes, 'upvote')}, rising (usually ${countText(reason.usual)} by now)`;
    case 'code':
      return reason.stars === undefined ? 'has code' : `has code with ${manyText(reason.stars, 'star')}`;
    case 'organization':
      return `from ${reason.name}`;
    case 'authors':
      return `by ${reason.name}`;
    case 'fresh':
      return `listed ${dayText(reason.day)}`;
    case 'content':
      return 'promising by its text';
    case 'liked':
      return `readers here like "${reason.term}"`;
  }
}

const LEFT_OUT: Record<LeftOutReason, (count: string, one: boolean) => string> = {
  'no-topic': count => `${count} on other topics`,
  excluded: count => `${count} excluded by the topics`,
  seen: count => `${count} seen before`,
  duplicate: (count, one) => `${count} near-duplicate${one ? '' : 's'}`,
  'too-few-votes': count => `${count} with too few votes`,
  'below-floor': count => `${count} below the quality floor`,
  'over-limit': count => `${count} over the limit`,
};

/** `12 on other topics, 1 near-duplicate`; empty when nothing was left out. */
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
