import type { SqlDialect } from './sql.ts';

/** One step of the schema. Once released it never changes; a later step mends it. */
export interface Migration {
  readonly name: string;
  statements(dialect: SqlDialect): readonly string[];
}

const papers: Migration = {
  name: 'papers',
  statements: ({ keyType }) => [
    `create table papers (
      id ${keyType} primary key,
      title_key ${keyType} not null,
      listed_on ${keyType},
      first_seen bigint not null,
      sequence bigint not null,
      revision bigint not null,
      doc text not null
    )`,
    'create index papers_by_title on papers (title_key)',
    'create index papers_by_listing on papers (listed_on desc, id)',
    'create index papers_by_sequence on papers (sequence)',
    'create index papers_by_revision on papers (revision)',
    `create table paper_days (
      day ${keyType} not null,
      paper_id ${keyType} not null references papers (id) on delete cascade,
      primary key (day, paper_id)
    )`,
    'create index paper_days_by_paper on paper_days (paper_id)',
    `create table paper_originals (
      paper_id ${keyType} primary key references papers (id) on delete cascade,
      doc text not null
    )`,
    `create table paper_aliases (
      alias ${keyType} primary key,
      paper_id ${keyType} not null,
      revision bigint not null
    )`,
    'create index paper_aliases_by_paper on paper_aliases (paper_id)',
    'create index paper_aliases_by_revision on paper_aliases (revision)',
    'create table archive_state (one integer primary key, revision bigint not null)',
    'insert into archive_state values (1, 0)',
  ],
};

const keyed: Migration = {
  name: 'keyed',
  statements: ({ keyType }) => [
    `create table keyed (key ${keyType} primary key, value text not null, expires_at bigint)`,
    'create index keyed_by_expiry on keyed (expires_at) where expires_at is not null',
  ],
};

const sourceRuns: Migration = {
  name: 'source runs',
  statements: ({ keyType }) => [
    `create table source_runs (
      source ${keyType} not null,
      day ${keyType} not null,
      at bigint not null,
      doc text not null,
      primary key (source, day)
    )`,
  ],
};

/** Oldest first; a database records how many of them it has. */
export const MIGRATIONS: readonly Migration[] = [papers, keyed, sourceRuns];
