import type { CommandDesk } from '../../commands/command.ts';
import { allBlocks } from '../../core/document/all-blocks.ts';
import { type Block, code, type Document, text } from '../../core/document/document.ts';
import { describeSchedule } from '../../core/subscriptions/describe-schedule.ts';
import type { Subscription } from '../../core/subscriptions/subscription.ts';
import type { SubscriptionStore } from '../../core/subscriptions/subscription-store.ts';
import type { SlackApi } from './api.ts';
import { plainText, type SlackBlock } from './block-kit.ts';
import { type People, PLATFORM } from './people.ts';
import { viewBlocks } from './render.ts';
import { SETUP_ACTION } from './setup-modal.ts';

export interface HomePorts {
  readonly api: SlackApi;
  readonly desk: CommandDesk;
  readonly people: People;
  readonly subscriptions: Pick<SubscriptionStore, 'ofPlatform'>;
}

/** Shows a person their saved papers and what the channels they are in are subscribed to. */
export async function publishHome(workspace: string, user: string, ports: HomePorts): Promise<void> {
  const [saved, subscriptions] = await Promise.all([
    savedPapers(workspace, user, ports),
    visibleSubscriptions(workspace, user, ports),
  ]);
  await ports.api.call(workspace, 'views.publish', {
    user_id: user,
    view: { type: 'home', blocks: homeBlocks(saved, subscriptions) },
  });
}

async function savedPapers(workspace: string, user: string, { desk, people }: HomePorts): Promise<Document> {
  const caller = await people.caller({ workspace, user, direct: true });
  const answer = await desk.run({ kind: 'line', line: 'saved' }, caller);
  return answer.kind === 'answered' ? answer.reply.document : answer.document;
}

/** Only of channels that the person is in: topics of a private channel are nobody else's business. */
async function visibleSubscriptions(
  workspace: string,
  user: string,
  { people, subscriptions }: HomePorts,
): Promise<Subscription[]> {
  const shared = await people.shared(workspace, user);
  const all = await subscriptions.ofPlatform(PLATFORM, workspace);
  return all.filter(({ channel }) => shared?.has(channel.channel));
}

const SHOWN = 20;

export function homeBlocks(saved: Document, subscriptions: readonly Subscription[]): SlackBlock[] {
  const shown = subscriptions.slice(0, SHOWN);
  return [
    { type: 'header', text: plainText('Subscriptions in your channels') },
    ...(shown.length === 0
      ? viewBlocks(of({ kind: 'paragraph', line: [text('None of your channels gets a digest yet.')] }))
      : shown.flatMap(subscriptionBlocks)),
    ...(subscriptions.length > SHOWN
      ? viewBlocks(of({ kind: 'note', line: [text(`and ${subscriptions.length - SHOWN} more`)] }))
      : []),
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          text: plainText('Set one up'),
          action_id: SETUP_ACTION,
          value: 'setup',
          style: 'primary',
        },
      ],
    },
    { type: 'divider' },
    ...viewBlocks(withHeading(saved)),
  ];
}

/** An empty list has no heading of its own. */
function withHeading(saved: Document): Document {
  const blocks = allBlocks(saved);
  const headed = blocks[0]?.kind === 'heading';
  return {
    ...saved,
    blocks: headed ? blocks : [{ kind: 'heading', level: 2, text: 'Your papers' }, ...blocks],
  };
}

const of = (...blocks: Block[]): Document => ({ summary: '', blocks });

/** The channel as Slack names it for each reader, in a line of its own, which nothing from outside can be in. */
function subscriptionBlocks({ channel, topics, schedule, style, state }: Subscription): SlackBlock[] {
  const wanted = topics.length === 0 ? [text('everything')] : [code(topics.join(', '))];
  const paused = state.kind === 'paused' ? ' · paused' : '';
  return [
    {
      type: 'section',
      text: { type: 'mrkdwn', text: `<#${channel.channel.replace(/[^A-Z0-9]/gi, '')}>`, verbatim: true },
    },
    ...viewBlocks(
      of({ kind: 'note', line: [...wanted, text(` · ${describeSchedule(schedule)} · ${style}${paused}`)] }),
    ),
  ];
}
