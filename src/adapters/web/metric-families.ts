interface MetricFamily {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds, in seconds. */
  readonly buckets?: readonly number[];
}

/** Every metric of Broadsheet's own; `docs/operations.md` is generated from it. The order is that of the documentation. */
export const METRIC_FAMILIES = {
  broadsheet_editions: {
    kind: 'gauge',
    help: 'Editions in the ledger by state, read from the database at the moment of the scrape; the same in every process.',
    labels: ['state'],
  },
  broadsheet_queue_editions: {
    kind: 'gauge',
    help: 'Editions that still have to be sent: due, planned or waiting; the same in every process.',
    labels: [],
  },
  broadsheet_editions_opened_total: {
    kind: 'counter',
    help: 'Editions whose moment came and that this process opened.',
    labels: [],
  },
  broadsheet_edition_steps_total: {
    kind: 'counter',
    help: 'States this process put editions into, a step each: waiting is a step that comes back.',
    labels: ['platform', 'state'],
  },
  broadsheet_posts_total: {
    kind: 'counter',
    help: 'Messages this process gave a platform, by what became of them.',
    labels: ['platform', 'outcome'],
  },
  broadsheet_post_duration_seconds: {
    kind: 'histogram',
    help: 'From giving a platform a message to its answer.',
    labels: ['platform'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
  },
  broadsheet_retries_total: {
    kind: 'counter',
    help: 'What has to be tried once more: a post, or a request to a source.',
    labels: ['of', 'reason'],
  },
  broadsheet_rate_limit_waits_total: {
    kind: 'counter',
    help: 'How often a platform or source asked to wait.',
    labels: ['of'],
  },
  broadsheet_rate_limit_wait_seconds_total: {
    kind: 'counter',
    help: 'How long platforms and sources asked to wait, in all.',
    labels: ['of'],
  },
  broadsheet_platform_connected: {
    kind: 'gauge',
    help: '1 while commands of the platform can come in, else 0.',
    labels: ['platform'],
  },
  broadsheet_commands_total: {
    kind: 'counter',
    help: 'Commands by how they ended: answered, rejected (the person can mend it), failed.',
    labels: ['command', 'platform', 'outcome'],
  },
  broadsheet_command_duration_seconds: {
    kind: 'histogram',
    help: "From a command's arrival at its handler to its answer.",
    labels: ['command', 'platform'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  },
  broadsheet_source_age_seconds: {
    kind: 'gauge',
    help: 'Since a configured source last answered; +Inf when it has not for two weeks. The same in every process.',
    labels: ['source'],
  },
  broadsheet_source_failing: {
    kind: 'gauge',
    help: '1 while the newest asking of a configured source failed, else 0. The same in every process.',
    labels: ['source'],
  },
  broadsheet_source_runs_total: {
    kind: 'counter',
    help: 'Askings of a source for one listing day by this process: asked or failed.',
    labels: ['source', 'result'],
  },
  broadsheet_source_papers_total: {
    kind: 'counter',
    help: 'Papers a source brought: added, updated, or skipped because they could not be read.',
    labels: ['source', 'change'],
  },
  broadsheet_newest_listing_seconds: {
    kind: 'gauge',
    help: 'Since the beginning (UTC) of the newest listing day that has papers. Weekends have none.',
    labels: [],
  },
  broadsheet_job_failures_total: {
    kind: 'counter',
    help: 'Runs of a scheduled job that ended in an error.',
    labels: ['job'],
  },
  broadsheet_storage_failures_total: {
    kind: 'counter',
    help: 'Deliveries cut short and claims not made because the database failed; they are taken up again.',
    labels: [],
  },
  broadsheet_database_up: {
    kind: 'gauge',
    help: '1 when the database answered this scrape. When 0, what is read from it is absent.',
    labels: [],
  },
} as const satisfies Readonly<Record<string, MetricFamily>>;

export type MetricName = keyof typeof METRIC_FAMILIES;
type NameOf<K extends MetricFamily['kind']> = {
  [N in MetricName]: (typeof METRIC_FAMILIES)[N]['kind'] extends K ? N : never;
}[MetricName];
export type CounterName = NameOf<'counter'>;
export type GaugeName = NameOf<'gauge'>;
export type HistogramName = NameOf<'histogram'>;
