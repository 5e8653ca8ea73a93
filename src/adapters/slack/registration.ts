import type { App } from '@slack/bolt';
import type { PlatformEvents } from '../../commands/chat-adapter.ts';
import type { Clock } from '../../core/time.ts';
import { type AnswerPorts, answerRequest } from './answer.ts';
import { shorten } from './block-kit.ts';
import { type HomePorts, publishHome } from './home.ts';
import type { Installations } from './installations.ts';
import { type Json, listAt, textAt, valueAt } from './json-value.ts';
import type { Lull } from './lull.ts';
import { SLASH_COMMAND } from './manifest.ts';
import type { Once } from './once.ts';
import { OPEN_ACTION, RUN_ACTION } from './render-actions.ts';
import {
  deliveryKey,
  readMessage,
  readPress,
  readSlashCommand,
  type SlackRequest,
  workspaceOf,
} from './request.ts';
import {
  menuOptions,
  readSetup,
  SETUP_ACTION,
  SETUP_VIEW,
  setupModal,
  TOPICS_MENU,
  ZONE_MENU,
} from './setup-modal.ts';
import { unfurlPapers } from './unfurl.ts';
import { documentModal } from './views.ts';

export interface RegistrationPorts extends AnswerPorts, HomePorts {
  readonly clock: Clock;
  readonly once: Once;
  readonly lull: Lull;
  readonly events: PlatformEvents;
  readonly installations: Installations;
  readonly unfurl: boolean;
  /** Keeps track of work that was acknowledged and still goes on. */
  readonly goOn: (work: Promise<void>) => void;
}

/** Of the three seconds Slack waits, what a menu or a form may take before it is answered without. */
const PATIENCE_MS = 2_000;

/**
 * Ties Slack's payloads to the desk. Each is acknowledged before anything else is done; what was delivered before is
 * acknowledged again and not run again.
 */
export function register(app: App, ports: RegistrationPorts): void {
  const { goOn, lull, once } = ports;
  const firstTime = (body: unknown, work: () => Promise<void>): void => {
    const key = deliveryKey(body);
    goOn(
      lull
        .wait()
        .then(() => (key === undefined ? true : once.isFirst(key)))
        .then(first => (first ? work() : undefined)),
    );
  };
  const answer = (body: unknown, request: SlackRequest | undefined): void => {
    if (request) firstTime(body, () => answerRequest(request, ports));
  };
  // An acknowledgement lost on a connection that dropped must not cost the command.
  const acknowledge = (ack: () => Promise<unknown>): Promise<unknown> => ack().catch(() => undefined);

  app.command(SLASH_COMMAND, async ({ ack, body }) => {
    await acknowledge(ack);
    answer(body, readSlashCommand(body));
  });
  app.action(RUN_ACTION, async ({ ack, body }) => {
    await acknowledge(ack);
    const request = readPress(body);
    // An entry behind the three dots that opens a page has done so by itself.
    if (request?.line !== 'open') answer(body, request);
  });
  app.action(OPEN_ACTION, async ({ ack }) => void (await acknowledge(ack)));
  app.event('app_mention', async ({ body }) => answer(body, readMessage(body)));
  app.event('message', async ({ body }) => {
    if (textAt(body, 'event', 'channel_type') === 'im') answer(body, readMessage(body));
  });
  app.event('app_home_opened', async ({ body }) => {
    const [workspace, user] = [workspaceOf(body), textAt(body, 'event', 'user')];
    if (textAt(body, 'event', 'tab') !== 'home' || workspace === undefined || user === undefined) return;
    firstTime(body, () => publishHome(workspace, user, ports));
  });
  app.event('link_shared', async ({ body }) => {
    if (ports.unfurl) firstTime(body, () => unfurlPapers(body, ports));
  });
  registerSetup(app, ports, firstTime);
  registerChanges(app, ports, firstTime);
}

type FirstTime = (body: unknown, work: () => Promise<void>) => void;

function registerSetup(app: App, ports: RegistrationPorts, firstTime: FirstTime): void {
  const { api, clock, desk, people } = ports;
  const within = <T>(work: Promise<T>, otherwise: T): Promise<T> =>
    Promise.race([work, clock.sleep(PATIENCE_MS).then(() => otherwise)]);

  app.action(SETUP_ACTION, async ({ ack, body }) => {
    await ack().catch(() => undefined);
    const [workspace, user, trigger] = [
      workspaceOf(body),
      textAt(body, 'user', 'id'),
      textAt(body, 'trigger_id'),
    ];
    if (workspace === undefined || user === undefined || trigger === undefined) return;
    firstTime(body, async () => {
      const { tz } = await people.profile(workspace, user);
      await api.call(workspace, 'views.open', { trigger_id: trigger, view: setupModal(tz, undefined) });
    });
  });

  for (const [menu, name] of [
    [TOPICS_MENU, 'topics'],
    [ZONE_MENU, 'tz'],
  ] as const)
    app.options(menu, async ({ ack, body }) => {
      const [workspace, user] = [workspaceOf(body), textAt(body, 'user', 'id')];
      const choices =
        workspace === undefined || user === undefined
          ? []
          : await within(
              people
                .caller({ workspace, user, direct: true })
                .then(caller =>
                  desk.complete(
                    { command: 'subscribe', option: name, typed: textAt(body, 'value') ?? '' },
                    caller,
                  ),
                ),
              [],
            );
      await ack({ options: menuOptions(choices) });
    });

  app.view(SETUP_VIEW, async ({ ack, body }) => {
    const reply = submitSetup(body, ports);
    await ack(await within(reply, closing())).catch(() => undefined);
    ports.goOn(reply.then(() => undefined));
  });
}

type ViewReply =
  | { response_action: 'clear' }
  | { response_action: 'update'; view: never }
  | { response_action: 'errors'; errors: Record<string, string> };

const closing = (): ViewReply => ({ response_action: 'clear' });

/** Subscribes as the form says. A mistake is shown beside its field; the result takes the form's place. */
async function submitSetup(body: unknown, ports: RegistrationPorts): Promise<ViewReply> {
  const { desk, once, people } = ports;
  const [workspace, user, key] = [workspaceOf(body), textAt(body, 'user', 'id'), deliveryKey(body)];
  const { channel, options } = readSetup(valueAt(body, 'view'));
  const wrong = (field: string, message: string): ViewReply => ({
    response_action: 'errors',
    errors: { [field]: shorten(message, 300) },
  });
  if (workspace === undefined || user === undefined) return closing();
  if (channel === undefined) return wrong('channel', 'Choose a channel.');
  if (key !== undefined && !(await once.isFirst(key))) return closing();
  const shared = await people.shared(workspace, user);
  if (!shared?.has(channel))
    return wrong('channel', 'You and I must both be in the channel: /invite @Broadsheet there first.');
  const caller = await people.caller({ workspace, user, channel, direct: false });
  const answer = await desk.run({ kind: 'options', name: 'subscribe', options }, caller);
  if (answer.kind === 'rejected') return wrong(fieldOf(answer.message), answer.message);
  const document = answer.kind === 'answered' ? answer.reply.document : answer.document;
  ports.goOn(publishHome(workspace, user, ports));
  return { response_action: 'update', view: documentModal('Broadsheet', document, channel) as never };
}

/** Where a mistake is shown: beside what it is about, as far as its words tell. */
function fieldOf(message: string): string {
  if (/zone/i.test(message)) return 'tz';
  return /manage/i.test(message) ? 'channel' : 'query';
}

/** What Slack tells of channels and of the installation. */
function registerChanges(app: App, ports: RegistrationPorts, firstTime: FirstTime): void {
  const { events, installations } = ports;
  const onChannel = (
    names: readonly string[],
    work: (where: { workspace: string; channel: string }, body: Json) => Promise<void>,
  ): void => {
    for (const name of names)
      app.event(name, async ({ body }) => {
        const [workspace, channel] = [workspaceOf(body), textAt(body, 'event', 'channel')];
        if (workspace !== undefined && channel !== undefined)
          firstTime(body, () => work({ workspace, channel }, { ...body }));
      });
  };
  onChannel(['channel_archive', 'group_archive'], where => events.gone(where, 'the channel was archived'));
  onChannel(['channel_deleted', 'group_deleted'], where => events.gone(where, 'the channel was deleted'));
  onChannel(['channel_left', 'group_left'], where => events.gone(where, 'I was removed from the channel'));
  onChannel(['channel_unarchive', 'group_unarchive'], where => events.back(where));
  onChannel(['member_joined_channel'], async (where, body) => {
    const self = await installations.botUser(where.workspace);
    if (self !== undefined && textAt(body, 'event', 'user') === self) await events.back(where);
  });
  app.event('app_uninstalled', async ({ body }) => {
    const workspace = workspaceOf(body);
    if (workspace !== undefined)
      firstTime(body, async () => {
        await installations.forget(workspace);
        await events.gone({ workspace }, 'the app was uninstalled');
      });
  });
  app.event('tokens_revoked', async ({ body }) => {
    const workspace = workspaceOf(body);
    if (workspace !== undefined && listAt(body, 'event', 'tokens', 'bot').length > 0)
      firstTime(body, async () => {
        await installations.forget(workspace);
        await events.gone({ workspace }, 'the bot’s token was revoked');
      });
  });
}
