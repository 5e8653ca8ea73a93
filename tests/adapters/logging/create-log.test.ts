import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/adapters/logging/create-log.ts';
import type { Log } from '../../../src/core/log.ts';
import { Secret } from '../../../src/core/secret.ts';

function logTo(lines: string[], level = 'info', secrets: readonly Secret[] = []): Log {
  return createLog({ level, secrets, now: () => Date.UTC(2026, 0, 7, 9), write: line => lines.push(line) });
}

describe('the log', () => {
  it('writes one JSON line an event', () => {
    const lines: string[] = [];
    logTo(lines).info('edition-sent', { edition: 'e1', parts: 2 });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: '2026-01-07T09:00:00.000Z',
      event: 'edition-sent',
      edition: 'e1',
      parts: 2,
    });
  });

  it('carries the fields of a child through every event', () => {
    const lines: string[] = [];
    const child = logTo(lines).child({ edition: 'e1' }).child({ part: 0 });
    child.warn('post-retried', { reason: 'x' });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ edition: 'e1', part: 0, reason: 'x' });
  });

  it('keeps quiet below its level', () => {
    const lines: string[] = [];
    const log = logTo(lines, 'warn');
    log.info('a');
    log.debug('b');
    log.error('c');
    expect(lines).toHaveLength(1);
  });

  it('masks a secret wherever it turns up, as a field, in a text, quoted or in an event', () => {
    const lines: string[] = [];
    const log = logTo(lines, 'info', [new Secret('xoxb-1"2\\3'), new Secret('xoxb-1"2\\3-longer')]);
    log.info('asked xoxb-1"2\\3', { url: 'https://x/?token=xoxb-1"2\\3-longer&y', token: 'xoxb-1"2\\3' });
    log.child({ again: 'xoxb-1"2\\3' }).error('failed');
    expect(lines.join('')).not.toContain('xoxb');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      token: '[secret]',
      url: 'https://x/?token=[secret]&y',
    });
  });
});
