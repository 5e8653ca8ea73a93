import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiAnswer } from '../../../src/adapters/slack/api.ts';
import type { SlackPayload } from '../../../src/adapters/slack/block-kit.ts';
import type { SlackRequest } from '../../../src/adapters/slack/request.ts';
import { Responder } from '../../../src/adapters/slack/respond.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

const PAYLOAD: SlackPayload = { text: 'Done', blocks: [], unfurl_links: false, unfurl_media: false };
const REQUEST: SlackRequest = {
  workspace: 'T1',
  user: 'U1',
  channel: 'C1',
  line: 'list',
  from: 'typed',
  private: false,
  direct: false,
  responseUrl: 'https://hooks.slack.example/commands/1',
};
const OK: ApiAnswer = { kind: 'ok', body: {} };

let clock: ManualClock;
/** What was sent, in order: `url`, or the method with its channel and person. */
let sent: string[];
let answers: Record<string, ApiAnswer>;
let status: number;
beforeEach(() => {
  clock = new ManualClock('2026-01-07T10:00:00Z');
  sent = [];
  answers = {};
  status = 200;
});

const respond = (request: SlackRequest = REQUEST): Responder =>
  new Responder(request, {
    clock,
    timeoutMs: 1_000,
    fetch: async () => {
      sent.push('url');
      return new Response('ok', { status });
    },
    api: {
      call: async (_workspace, method, { channel, user }) => {
        const call = [method, channel, user]
          .flatMap(part => (typeof part === 'string' ? [part] : []))
          .join(' ');
        sent.push(call);
        return answers[call] ?? OK;
      },
      callWith: async () => OK,
    },
  });

describe('an answer', () => {
  it('goes to the response address five times, then as a message that only the caller sees', async () => {
    const responder = respond();
    for (let at = 0; at < 7; at++) expect(await responder.send(PAYLOAD, 'caller')).toBe(true);
    const ephemeral = 'chat.postEphemeral C1 U1';
    expect(sent).toEqual(['url', 'url', 'url', 'url', 'url', ephemeral, ephemeral]);
  });

  it('that comes after half an hour does not try the response address', async () => {
    const responder = respond();
    await responder.send(PAYLOAD, 'caller');
    await clock.advance(30 * 60_000);
    await responder.send(PAYLOAD, 'caller');
    expect(sent).toEqual(['url', 'chat.postEphemeral C1 U1']);
  });

  it('that the response address refuses goes as a message, to all where it was meant for all', async () => {
    status = 404;
    await respond().send(PAYLOAD, 'caller');
    await respond().send(PAYLOAD, 'public');
    expect(sent).toEqual(['url', 'chat.postEphemeral C1 U1', 'url', 'chat.postMessage C1']);
  });

  it('reaches the caller in a direct message where the bot can’t speak', async () => {
    answers['chat.postEphemeral C1 U1'] = { kind: 'no', error: 'channel_not_found', details: [] };
    const { responseUrl: _, ...mention } = REQUEST;
    expect(await respond(mention).send(PAYLOAD, 'caller')).toBe(true);
    expect(sent).toEqual(['chat.postEphemeral C1 U1', 'chat.postMessage U1']);
  });

  it('that may have arrived is not sent another way', async () => {
    answers['chat.postEphemeral C1 U1'] = { kind: 'unknown', reason: 'HTTP 500' };
    status = 404;
    expect(await respond().send(PAYLOAD, 'caller')).toBe(false);
    expect(sent).toEqual(['url', 'chat.postEphemeral C1 U1']);
  });
});
