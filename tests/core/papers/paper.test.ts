import { describe, expect, it } from 'vitest';
import { Paper } from '../../../src/core/papers/paper.ts';
import { inventedPaper } from '../../fakes/papers.ts';

const idIsValid = (id: string): boolean => Paper.safeParse(inventedPaper({ id })).success;

describe('the id of a paper', () => {
  it.each(['arxiv:2410.01234', 'arxiv:hep-th/9901001', 'page:τ-bench', 'corpus:7', 'corpus:a/b#c'])(
    'may be %s',
    id => {
      expect(idIsValid(id)).toBe(true);
    },
  );

  it.each(['2410.01234', 'doi:10.1/2', 'arxiv:', 'page:a title', 'corpus:a\u0000b', 'corpus:\ud800'])(
    "is never %j: what a database can't keep is no id",
    id => {
      expect(idIsValid(id)).toBe(false);
    },
  );
});
