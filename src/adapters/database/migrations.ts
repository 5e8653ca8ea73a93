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

const channel = (keyType: string): string =>
  `platform ${keyType} not null, workspace ${keyType} not null, channel ${keyType} not null`;

const subscriptions: Migration = {
  name: 'subscriptions',
  statements: ({ keyType }) => [
    `create table subscriptions (
      id ${keyType} primary key,
      ${channel(keyType)},
      pause_reason ${keyType},
      active_from bigint,
      next_due bigint not null,
      doc text not null
    )`,
    'create index subscriptions_by_channel on subscriptions (platform, workspace, channel)',
    'create index subscriptions_by_due on subscriptions (next_due, id) where active_from is not null',
  ],
};

const editions: Migration = {
  name: 'editions',
  statements: ({ keyType }) => [
    `create table editions (
      id ${keyType} primary key,
      ${channel(keyType)},
      kind ${keyType} not null,
      due_at bigint not null,
      subscriptions text not null,
      state_kind ${keyType} not null,
      state text not null,
      claimable_from bigint,
      owner ${keyType},
      lease_until bigint not null,
      facts text,
      planned_at bigint,
      unique (platform, workspace, channel, due_at, kind)
    )`,
    'create index editions_open on editions (platform, due_at, id) where claimable_from is not null',
    `create index editions_open_by_channel on editions (platform, workspace, channel, kind, due_at)
      where claimable_from is not null`,
    'create index editions_by_state on editions (state_kind)',
    `create table edition_subscriptions (
      subscription_id ${keyType} not null,
      kind ${keyType} not null,
      due_at bigint not null,
      edition_id ${keyType} not null references editions (id) on delete cascade,
      primary key (subscription_id, kind, due_at, edition_id)
    )`,
    `create table edition_parts (
      edition_id ${keyType} not null references editions (id) on delete cascade,
      place integer not null,
      message text not null,
      payload text not null,
      state_kind ${keyType} not null,
      state text not null,
      primary key (edition_id, place)
    )`,
    `create table edition_papers (
      ${channel(keyType)},
      paper_id ${keyType} not null,
      edition_id ${keyType} not null references editions (id) on delete cascade,
      place integer not null,
      primary key (platform, workspace, channel, paper_id, edition_id, place)
    )`,
    `create table leases (name ${keyType} primary key, owner ${keyType} not null, runs_until bigint not null)`,
  ],
};

const readers: Migration = {
  name: 'readers',
  statements: ({ keyType }) => [
    `create table votes (
      ${channel(keyType)},
      paper_id ${keyType} not null,
      person_platform ${keyType} not null,
      person_workspace ${keyType} not null,
      person ${keyType} not null,
      vote ${keyType} not null,
      at bigint not null,
      primary key (platform, workspace, channel, paper_id, person_platform, person_workspace, person)
    )`,
    `create table saved_papers (
      platform ${keyType} not null,
      workspace ${keyType} not null,
      person ${keyType} not null,
      paper_id ${keyType} not null,
      at bigint not null,
      primary key (platform, workspace, person, paper_id)
    )`,
  ],
};

const submitters: Migration = {
  name: 'submitters',
  statements: () => ['alter table papers add column submitter text'],
};

/** Oldest first; a database records how many of them it has. */
export const MIGRATIONS: readonly Migration[] = [
  papers,
  keyed,
  sourceRuns,
  subscriptions,
  editions,
  readers,
  submitters,
];
