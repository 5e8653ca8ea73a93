import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OpenSlack, openSlack } from '../../emulators/slack/open-slack.ts';
import type { Json } from '../../emulators/slack/slack-state.ts';
import { inventedPaper } from '../../fakes/papers.ts';

/** Bolt waits before it connects again. */
const RECONNECTED = { timeout: 20_000 };

let slack: OpenSlack;
beforeEach(async () => {
  slack = await openSlack({ mode: 'socket', papers: [inventedPaper({ id: 'arxiv:2601.90001' })] });
  slack.state.addUser('U1');
  slack.state.addChannel('C1', ['U1', 'U0BOT']);
});
afterEach(() => slack.close());

const saved = () => slack.stores.saved.list({ platform: 'slack', workspace: 'T1', id: 'U1' });

describe('Socket Mode', { timeout: 60_000 }, () => {
  it('runs a command whose connection breaks before it is acknowledged, and once when it is delivered again', async () => {
    const payload = slack.person('U1').slashPayload('C1', 'save 2601.90001');
    const delivered = slack.transport.deliver('slash_commands', payload).catch(() => 'broken');
    slack.server.dropSockets();
    expect(await delivered).toBe('broken');
    await vi.waitFor(() => expect(slack.server.connections).toBe(1), RECONNECTED);
    await slack.transport.deliver('slash_commands', payload);
    await vi.waitFor(async () => expect(await saved()).toHaveLength(1));
    await slack.person('U1').types('C1', 'saved');
    await vi.waitFor(() => expect(slack.state.ephemerals).toHaveLength(2));
  });

  it('loses no command and runs none twice while connections drop and are renewed', async () => {
    const commands = Array.from({ length: 60 }, (_, at) =>
      slack.person('U1').slashPayload('C1', `search number limit:${at + 1}`),
    );
    /** As Slack does, until it is acknowledged. */
    const deliver = async (payload: Json): Promise<void> => {
      for (;;) {
        const acknowledged = await slack.transport.deliver('slash_commands', payload).catch(() => undefined);
        if (acknowledged) return;
        await vi.waitFor(() => expect(slack.server.connections).toBeGreaterThan(0), RECONNECTED);
      }
    };
    for (let at = 0; at < commands.length; at += 15) {
      const burst = commands.slice(at, at + 15).map(deliver);
      if (at % 30 === 0) slack.server.dropSockets();
      else slack.server.requestRefresh();
      await Promise.all(burst);
    }
    await vi.waitFor(() => expect(slack.state.ephemerals).toHaveLength(60), RECONNECTED);
    await slack.person('U1').types('C1', 'help');
    await vi.waitFor(() => expect(slack.state.ephemerals).toHaveLength(61));
  });

  it('connects again when Slack asks for it, though opening a connection fails at first', async () => {
    let failures = 2;
    slack.server.fault = method =>
      method === 'apps.connections.open' && failures-- > 0 ? 'http-500' : undefined;
    slack.server.requestRefresh();
    await vi.waitFor(() => expect(slack.server.connections).toBe(0));
    await vi.waitFor(() => expect(slack.server.connections).toBe(1), RECONNECTED);
    await slack.person('U1').types('C1', 'save 2601.90001');
    await vi.waitFor(async () => expect(await saved()).toHaveLength(1));
    expect(slack.states.map(({ kind }) => kind)).toContain('interrupted');
    expect(slack.states.at(-1)).toEqual({ kind: 'connected' });
  });

  it('whose token is revoked meanwhile says that it will not come back, and the process lives', async () => {
    slack.server.fault = method => (method === 'apps.connections.open' ? { error: 'not_authed' } : undefined);
    slack.server.dropSockets();
    await vi.waitFor(() => expect(slack.states.at(-1)?.kind).toBe('refused'), RECONNECTED);
  });

  it('refuses to start with a token that Slack does not take', async () => {
    slack.state.workspaces.get('T1')?.scopes.clear();
    const workspace = slack.state.workspaces.get('T1');
    if (workspace) workspace.revoked = true;
    await slack.adapter.disconnect();
    await expect(slack.adapter.connect(slack.desk, slack.events)).rejects.toThrow(
      /SLACK_BOT_TOKEN: token_revoked/,
    );
    expect(slack.states.at(-1)).toEqual({ kind: 'refused', reason: 'token_revoked' });
  });
});
