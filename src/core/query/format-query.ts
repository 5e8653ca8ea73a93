import type { Filter, Query, Term } from './query.ts';

/** A query as a person would type it; parsing it again gives the same query. */
export function formatQuery(query: Query): string {
  return format(query, 'top');
}

/** `within`: what the text will stand in; a looser one needs brackets. */
function format(query: Query, within: 'top' | 'comma' | 'member'): string {
  switch (query.kind) {
    case 'any': {
      const text = query.of.map(member => format(member, 'comma')).join(', ');
      return within === 'top' ? text : `(${text})`;
    }
    case 'all': {
      const text = query.of.map(member => format(member, 'member')).join(' ');
      return within === 'member' ? `(${text})` : text;
    }
    case 'not':
      return `-${signed(query.of)}`;
    case 'required':
      return `+${signed(query.of)}`;
    case 'topic':
      return `topic:${query.name}`;
    case 'filter':
      return formatFilter(query.filter);
    case 'word':
    case 'phrase':
      return formatTerm(query);
  }
}

/** One sign is enough: what is under a second one stands in brackets. */
function signed(query: Query): string {
  const text = format(query, 'member');
  return query.kind === 'not' || query.kind === 'required' ? `(${text})` : text;
}

/** One term as typed: `title:"state space"`, `quantiz*`, `=RAG`. */
export function formatTerm(term: Term): string {
  const field = term.field === undefined ? '' : `${term.field}:`;
  if (term.kind === 'phrase') return `${field}"${term.text}"`;
  return `${field}${term.exact ? '=' : ''}${term.text}${term.prefix ? '*' : ''}`;
}

function formatFilter(filter: Filter): string {
  switch (filter.on) {
    case 'has':
      return `has:${filter.what}`;
    case 'since':
    case 'until':
      return `${filter.on}:${filter.day}`;
    case 'last':
      return `last:${filter.amount}${filter.unit}`;
    case 'votes':
    case 'comments':
    case 'stars':
      return `${filter.on}:${filter.op === '=' ? '' : filter.op}${filter.value}`;
  }
}
