import { afterEach, describe, expect, it, vi } from 'vitest';
import { InstallationBook } from '../../../src/adapters/slack/installations.ts';
import { keysOf, TokenVault } from '../../../src/adapters/slack/token-vault.ts';
import type { KeyedStore } from '../../../src/core/keyed-store.ts';
import { Secret } from '../../../src/core/secret.ts';
import { type OpenSlack, openSlack } from '../../emulators/slack/open-slack.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { inventedPaper } from '../../fakes/papers.ts';

const secret = (text: string): Secret => new Secret(text);

function mapStore(): KeyedStore & { readonly map: Map<string, unknown> } {
  const map = new Map<string, unknown>();
  return {
    map,
    get: async key => map.get(key),
    set: async (key, value) => map.set(key, value),
    delete: async key => map.delete(key),
  };
}

describe('stored tokens', () => {
  it('are encrypted, differently each time, and open again', () => {
    const vault = new TokenVault([secret('a key')]);
    const [one, two] = [vault.seal(secret('xoxb-1'), 'T1'), vault.seal(secret('xoxb-1'), 'T1')];
    expect(one).not.toBe(two);
    expect(Buffer.from(one, 'base64').toString('latin1')).not.toContain('xoxb');
    expect(vault.open(one, 'T1').token.reveal()).toBe('xoxb-1');
  });

  it('open neither for another workspace, nor changed, nor with another key', () => {
    const vault = new TokenVault([secret('a key')]);
    const sealed = vault.seal(secret('xoxb-1'), 'T1');
    const changed = Buffer.from(sealed, 'base64');
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(() => vault.open(sealed, 'T2')).toThrow(/BROADSHEET_SECRET/);
    expect(() => vault.open(changed.toString('base64'), 'T1')).toThrow(/BROADSHEET_SECRET/);
    expect(() => new TokenVault([secret('other')]).open(sealed, 'T1')).toThrow(/BROADSHEET_SECRET/);
  });

  it('are sealed anew when the key was changed', async () => {
    const store = mapStore();
    const before = new InstallationBook(store, new TokenVault([secret('old')]));
    await before.put('T1', { token: secret('xoxb-1'), botUser: 'U0BOT' });
    const between = new InstallationBook(store, new TokenVault(keysOf(secret('new, old'))));
    expect((await between.find('T1'))?.token.reveal()).toBe('xoxb-1');
    const after = new InstallationBook(store, new TokenVault([secret('new')]));
    expect((await after.find('T1'))?.botUser).toBe('U0BOT');
    expect(JSON.stringify([...store.map])).not.toContain('xoxb');
  });

  it('of an organisation serve every team of it that was seen', async () => {
    const book = new InstallationBook(mapStore(), new TokenVault([secret('a key')]));
    await book.put('E1', { token: secret('xoxb-org') });
    expect(await book.find('T7')).toBeUndefined();
    expect((await book.find('T7', 'E1'))?.token.reveal()).toBe('xoxb-org');
    expect((await book.find('T7'))?.token.reveal()).toBe('xoxb-org');
  });
});

describe('a book with a clock', () => {
  it('reads once for a burst, hears of a change of its own at once and of others’ in moments', async () => {
    const store = mapStore();
    const get = vi.spyOn(store, 'get');
    const clock = new ManualClock('2026-01-07T10:00:00Z');
    const vault = new TokenVault([secret('a key')]);
    const book = new InstallationBook(store, vault, clock);
    expect(await book.find('T1')).toBeUndefined();
    await book.put('T1', { token: secret('xoxb-1') });
    get.mockClear();
    const found = await Promise.all(Array.from({ length: 200 }, () => book.find('T1')));
    expect(found.every(one => one?.token.reveal() === 'xoxb-1')).toBe(true);
    expect(get).toHaveBeenCalledTimes(1);
    await new InstallationBook(store, vault).put('T1', { token: secret('xoxb-2') });
    await clock.advance(11_000);
    expect((await book.find('T1'))?.token.reveal()).toBe('xoxb-2');
    await book.forget('T1');
    expect(await book.find('T1')).toBeUndefined();
  });
});

describe('installing by OAuth', { timeout: 30_000 }, () => {
  let slack: OpenSlack;
  afterEach(() => slack.close());

  async function open(): Promise<void> {
    slack = await openSlack({
      mode: 'http',
      papers: [inventedPaper({ id: 'arxiv:2601.90001' })],
      options: {
        tokens: {
          kind: 'many',
          oauth: {
            clientId: '1.2',
            clientSecret: secret('a-client-secret'),
            stateSecret: secret('a-state-secret'),
          },
          encryptionKey: secret('a new key,a key'),
        },
      },
    });
    slack.state.addUser('U1');
    slack.state.addChannel('C1', ['U1', 'U0BOT']);
    slack.server.oauthAnswer = {
      ok: true,
      access_token: 'xoxb-loopback',
      bot_user_id: 'U0BOT',
      team: { id: 'T1' },
      is_enterprise_install: false,
    };
  }

  async function begin(): Promise<{ readonly state: string; readonly cookie: string }> {
    const response = await fetch(`${slack.webAddress}/slack/install`, { redirect: 'manual' });
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.origin + location.pathname).toBe('https://slack.com/oauth/v2/authorize');
    expect(location.searchParams.get('scope')).toContain('chat:write');
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toContain('HttpOnly; Secure; SameSite=Lax');
    return { state: location.searchParams.get('state') ?? '', cookie: cookie.split(';')[0] ?? '' };
  }
  const finish = (state: string, cookie: string) =>
    fetch(`${slack.webAddress}/slack/oauth_redirect?code=abc&state=${encodeURIComponent(state)}`, {
      headers: { cookie },
    });

  it('makes a workspace work, and what was paused goes on', async () => {
    await open();
    await expect(slack.person('U1').types('C1', 'list')).resolves.toBeDefined();
    expect(slack.state.ephemerals).toEqual([]);
    const { state, cookie } = await begin();
    expect((await finish(state, cookie)).status).toBe(200);
    await slack.person('U1').types('C1', 'list');
    await vi.waitFor(() => expect(slack.state.ephemerals).toHaveLength(1));
  });

  it('of a whole organisation serves its teams, and their digests go on when it is installed again', async () => {
    await open();
    const { ok, access_token, bot_user_id } = slack.server.oauthAnswer;
    slack.server.oauthAnswer = {
      ...{ ok, access_token, bot_user_id },
      team: null,
      enterprise: { id: 'E1' },
      is_enterprise_install: true,
    };
    const install = async () => {
      const { state, cookie } = await begin();
      expect((await finish(state, cookie)).status).toBe(200);
    };
    await install();
    const payload = slack.person('U1').slashPayload('C1', 'subscribe everything');
    const inOrganisation = { ...payload, enterprise_id: 'E1', is_enterprise_install: 'true' };
    await slack.transport.deliver('slash_commands', inOrganisation);
    await vi.waitFor(() => expect(slack.state.ephemerals).toHaveLength(1));
    const channel = { platform: 'slack', workspace: 'T1', channel: 'C1' };
    const state = async () => (await slack.stores.subscriptions.ofChannel(channel))[0]?.state.kind;
    await slack.events.gone({ workspace: 'T1' }, 'account_inactive');
    expect(await state()).toBe('paused');
    await install();
    expect(await state()).toBe('active');
  });

  it('refuses a state that is another’s, changed, used or old', async () => {
    await open();
    const mine = await begin();
    const other = await begin();
    expect((await finish(mine.state, other.cookie)).status).toBe(400);
    expect((await finish(mine.state, '')).status).toBe(400);
    expect((await finish(`${mine.state}x`, mine.cookie)).status).toBe(400);
    expect((await finish(mine.state, mine.cookie)).status).toBe(200);
    expect((await finish(mine.state, mine.cookie)).status).toBe(400);
    await slack.clock.advance(11 * 60_000);
    expect((await finish(other.state, other.cookie)).status).toBe(400);
  });

  it('says so when Slack refuses the code', async () => {
    await open();
    slack.server.oauthAnswer = { ok: false, error: 'invalid_code' };
    const { state, cookie } = await begin();
    expect((await finish(state, cookie)).status).toBe(502);
    expect(slack.log.events).toContainEqual(
      expect.objectContaining({ event: 'slack-install-refused', fields: { reason: 'invalid_code' } }),
    );
  });
});
