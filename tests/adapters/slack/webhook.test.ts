import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OpenSlack, openSlack, SIGNING_SECRET } from '../../emulators/slack/open-slack.ts';
import { type SlackPerson, signedRequest } from '../../emulators/slack/slack-person.ts';
import { inventedPaper } from '../../fakes/papers.ts';

let slack: OpenSlack;
let mara: SlackPerson;
beforeEach(async () => {
  slack = await openSlack({ mode: 'http', papers: [inventedPaper({ id: 'arxiv:2601.90001' })] });
  slack.state.addUser('U1');
  slack.state.addChannel('C1', ['U1', 'U0BOT']);
  mara = slack.person('U1');
});
afterEach(() => slack.close());

const signed = (atMs = slack.clock.now(), secret = SIGNING_SECRET) =>
  signedRequest('slash_commands', mara.slashPayload('C1', 'save 2601.90001'), secret, atMs);
const send = (request: { headers: Record<string, string>; body: string }, path = '/slack/events') =>
  fetch(`${slack.webAddress}${path}`, { method: 'POST', ...request });
const refusals = () =>
  slack.log.events
    .filter(({ event }) => event === 'slack-request-refused')
    .map(({ fields }) => fields['reason']);
const saved = () => slack.stores.saved.list({ platform: 'slack', workspace: 'T1', id: 'U1' });

describe('a request over HTTP', { timeout: 30_000 }, () => {
  it.each<[string, number]>([
    ['now', 0],
    ['almost five minutes ago', -299_000],
    ['almost five minutes ahead', 299_000],
  ])('that Slack signed %s is run', async (_when, offsetMs) => {
    expect((await send(signed(slack.clock.now() + offsetMs))).status).toBe(200);
    await vi.waitFor(async () => expect(await saved()).toHaveLength(1));
    expect(refusals()).toEqual([]);
  });

  it.each<[string, () => ReturnType<typeof signed>]>([
    ['forged', () => signed(undefined, 'another secret')],
    ['stale', () => signed(slack.clock.now() - 302_000)],
    ['future', () => signed(slack.clock.now() + 302_000)],
    ['forged', () => ({ ...signed(), body: signed().body.replace('save', 'unsave') })],
    ['unsigned', () => ({ ...signed(), headers: { 'content-type': 'application/json' } })],
    [
      'unsigned',
      () => ({ ...signed(), headers: { ...signed().headers, 'x-slack-request-timestamp': '1e9' } }),
    ],
    ['forged', () => ({ ...signed(), headers: { ...signed().headers, 'x-slack-signature': 'v0=' } })],
  ])('that is %s is refused, logged once, and not run', async (reason, make) => {
    expect((await send(make())).status).toBe(401);
    expect(refusals()).toEqual([reason]);
    expect(await saved()).toEqual([]);
    expect(slack.state.ephemerals).toEqual([]);
  });

  it('that is sent again as it was is refused, and was run once', async () => {
    const request = signed();
    expect((await send(request)).status).toBe(200);
    await vi.waitFor(async () => expect(await saved()).toHaveLength(1));
    expect((await send(request)).status).toBe(401);
    expect(refusals()).toEqual(['replayed']);
    expect(slack.state.ephemerals).toHaveLength(1);
  });

  it('that Slack signed anew for what it delivered before is acknowledged and not run again', async () => {
    const payload = mara.slashPayload('C1', 'save 2601.90001');
    for (const offsetMs of [0, 1_000, 60_000]) {
      const request = signedRequest('slash_commands', payload, SIGNING_SECRET, slack.clock.now() + offsetMs);
      expect((await send(request)).status).toBe(200);
    }
    await mara.types('C1', 'saved');
    await vi.waitFor(() => expect(slack.state.ephemerals).toHaveLength(2));
  });

  it('that is too large is refused before it is read', async () => {
    const request = signedRequest(
      'events_api',
      { filler: 'x'.repeat(2_000_000) },
      SIGNING_SECRET,
      slack.clock.now(),
    );
    expect(
      await send(request).then(
        ({ status }) => status,
        () => 413,
      ),
    ).toBe(413);
    expect(refusals()).toEqual(['too-large']);
  });

  it('that is no JSON is refused though it is signed', async () => {
    const { headers } = signedRequest('events_api', {}, SIGNING_SECRET, slack.clock.now());
    expect((await send({ headers, body: '{}' })).status).toBe(200);
    expect((await send({ headers: { ...headers }, body: '{' })).status).toBe(401);
  });

  it('proves the address to Slack', async () => {
    const request = signedRequest(
      'events_api',
      { type: 'url_verification', challenge: 'abc' },
      SIGNING_SECRET,
      slack.clock.now(),
    );
    expect(await (await send(request)).json()).toEqual({ challenge: 'abc' });
  });

  it('to any other path or by any other method finds nothing', async () => {
    expect((await send(signed(), '/slack/install')).status).toBe(404);
    expect((await send(signed(), '/slack/events/more')).status).toBe(404);
    expect((await fetch(slack.eventsUrl)).status).toBe(405);
  });

  it('is answered with headers that keep the answer out of caches and frames', async () => {
    const { headers } = await send(signed());
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('that breaks off in the middle does no harm', async () => {
    const { hostname, port } = new URL(slack.eventsUrl);
    await new Promise<void>(resolve => {
      const socket = connect(Number(port), hostname, () => {
        socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"a":', () =>
          socket.destroy(),
        );
      });
      socket.on('close', () => resolve());
    });
    expect((await send(signed())).status).toBe(200);
  });

  it('leaves no secret in the log', async () => {
    await send(signed(undefined, 'another secret'));
    await send(signed());
    const text = JSON.stringify(slack.log.events);
    expect(text).not.toContain(SIGNING_SECRET);
    expect(text).not.toContain('xoxb');
    expect(text).not.toContain('v0=');
  });
});
