import type { Edition, EditionState } from '../core/delivery/edition.ts';
import { type Block, type Line, text } from '../core/document/document.ts';
import type { SourceRun } from '../core/sources/source-run-log.ts';
import { describePause } from '../core/subscriptions/describe-pause.ts';
import { describeMoment, describeTimes } from '../core/subscriptions/describe-schedule.ts';
import type { Subscription } from '../core/subscriptions/subscription.ts';
import { defineCommand } from './command.ts';
import type { Services } from './services.ts';

const EDITIONS_SHOWN = 3;

export const status = defineCommand(
  {
    name: 'status',
    summary: 'Show when the last digest was, when the next is due, and why nothing came',
    access: 'read',
    shareable: true,
    options: {},
    examples: ['status'],
  },
  async ({ caller }, services) => {
    const [here, editions, runs] = await Promise.all([
      services.subscriptions.ofChannel(caller.channel),
      services.ledger.history(caller.channel, EDITIONS_SHOWN),
      services.runs.lastOfEach(),
    ]);
    const tz = here[0]?.schedule.tz ?? caller.tz ?? 'UTC';
    const next = await Promise.all(here.map(each => nextField(each, services)));
    const blocks: Block[] = [
      { kind: 'heading', level: 2, text: 'Status' },
      {
        kind: 'fields',
        fields: [
          ...(next.length > 0
            ? next
            : [{ label: 'Next', value: [text('never: nothing is subscribed here')] }]),
          ...(editions.length > 0
            ? editions.map((edition, at) => editionField(edition, at, tz))
            : [{ label: 'Last', value: [text('no digest yet')] }]),
        ],
      },
      { kind: 'heading', level: 3, text: 'Sources' },
      ...(runs.length > 0
        ? [{ kind: 'fields', fields: runs.map(run => runField(run, tz)) } as const]
        : [{ kind: 'paragraph', line: [text('No source was asked yet.')] } as const]),
    ];
    const [last] = editions;
    return {
      document: { summary: last ? `Last digest: ${outcome(last, tz)}` : 'No digest yet', blocks },
      data: { subscriptions: here, editions, runs },
    };
  },
);

async function nextField(
  subscription: Subscription,
  { subscriptions }: Services,
): Promise<{ label: string; value: Line }> {
  const what = subscription.topics.length > 0 ? subscription.topics.join(', ') : 'everything';
  const pause = describePause(subscription);
  const due = await subscriptions.nextDue(subscription.id);
  const when =
    pause ??
    (due === undefined
      ? 'not planned'
      : `${describeMoment(due, subscription.schedule.tz)}, then ${describeTimes(subscription.schedule)}`);
  return { label: 'Next', value: [text(`${when} · ${what}`)] };
}

function editionField(edition: Edition, at: number, tz: string): { label: string; value: Line } {
  return {
    label: at === 0 ? 'Last' : 'Before',
    value: [text(`${describeMoment(edition.dueAt, tz)}: ${outcome(edition, tz)}`)],
  };
}

/** What became of an edition, in words: the reason for any silence. */
function outcome({ state, facts }: Edition, tz: string): string {
  const counts = facts
    ? [
        `${facts.counts.considered} considered, ${facts.counts.matched} matched, ${facts.counts.chosen} chosen`,
      ]
    : [];
  const missing = facts?.missingSources.map(each => `${each.source} was missing: ${each.reason}`) ?? [];
  return [stateText(state, tz), ...counts, ...missing].join(' · ');
}

function stateText(state: EditionState, tz: string): string {
  switch (state.kind) {
    case 'due':
      return 'about to be made';
    case 'planned':
      return 'being posted';
    case 'waiting':
      return `waiting until ${describeMoment(state.until, tz)}: ${state.reason}`;
    case 'sent':
      return 'posted';
    case 'empty':
      return `nothing posted: ${state.reason}`;
    case 'missed':
      return `missed: ${state.reason}`;
    case 'failed':
      return `failed: ${state.reason}`;
  }
}

function runField(run: SourceRun, tz: string): { label: string; value: Line } {
  const when = describeMoment(run.at, tz);
  const what =
    run.kind === 'failed'
      ? `failed: ${run.reason}`
      : `${run.found} papers listed for ${run.day}, ${run.added} of them new`;
  return { label: run.source, value: [text(`${when}: ${what}`)] };
}
