import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../core/log.ts';

/** Lines in this voice hold tokens or what people wrote. */
const PRIVATE = /xox|xapp-|payload|body|header/i;

/**
 * What Slack's SDK says of itself, in our log: warnings and errors as such, the rest for debugging only, and nothing that
 * could quote a request.
 */
export function sdkLogger(log: Log): Logger {
  const said = (parts: readonly unknown[]): string => {
    const message = parts.map(part => (part instanceof Error ? part.message : String(part))).join(' ');
    return PRIVATE.test(message)
      ? message.slice(0, 40).replace(/xox\S*|xapp-\S*/g, '[secret]')
      : message.slice(0, 300);
  };
  return {
    debug: () => undefined,
    info: (...parts) => log.debug('slack-sdk', { message: said(parts) }),
    warn: (...parts) => log.debug('slack-sdk', { message: said(parts) }),
    error: (...parts) => log.warn('slack-sdk', { message: said(parts) }),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
