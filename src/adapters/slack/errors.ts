import type { PostOutcome } from '../../core/platform.ts';
import type { ApiAnswer } from './api.ts';
import { textAt } from './json-value.ts';

type Refused = Exclude<ApiAnswer, { kind: 'ok' }>;

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const CHANNEL_GONE = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'channel_is_archived',
  'user_not_found',
  'cannot_dm_bot',
]);
const WORKSPACE_GONE = new Set([
  'account_inactive',
  'app_uninstalled',
  'enterprise_is_restricted',
  'invalid_auth',
  'not_authed',
  'org_login_required',
  'team_access_not_granted',
  'team_not_found',
  'token_expired',
  'token_revoked',
]);
const NO_PERMISSION = new Set([
  'access_denied',
  'ekm_access_denied',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'posting_to_general_channel_denied',
  'two_factor_setup_required',
]);

/** A refusal that ends posting here until somebody does something, and to what it belongs; undefined for all others. */
export function goneBy(error: string): 'channel' | 'workspace' | 'permission' | undefined {
  if (CHANNEL_GONE.has(error)) return 'channel';
  if (WORKSPACE_GONE.has(error)) return 'workspace';
  if (NO_PERMISSION.has(error) || error.startsWith('restricted_action')) return 'permission';
  return undefined;
}

/** What an answer to `chat.postMessage` means for the message. */
export function postOutcome(answer: ApiAnswer): PostOutcome {
  switch (answer.kind) {
    case 'ok': {
      const ts = textAt(answer.body, 'ts');
      return ts === undefined
        ? { kind: 'unknown', reason: 'Slack answered without the message’s ts' }
        : { kind: 'posted', messageId: ts };
    }
    case 'rate-limited':
      // Slack counts by channel first, and each workspace apart: others need not wait.
      return { kind: 'rate-limited', scope: 'channel', retryAfterMs: answer.retryAfterMs };
    case 'unavailable':
    case 'unknown':
      return answer;
    case 'no': {
      const what = goneBy(answer.error);
      const reason = describeRefusal(answer);
      return what === undefined ? { kind: 'refused', reason } : { kind: 'gone', what, reason };
    }
  }
}

/** Fit for a log and for a person. */
export function describeRefusal(answer: Refused): string {
  switch (answer.kind) {
    case 'no':
      return [answer.error, ...answer.details.slice(0, 3)].join('; ');
    case 'rate-limited':
      return `asked to wait ${Math.round(answer.retryAfterMs / 1000)} s`;
    case 'unavailable':
    case 'unknown':
      return answer.reason;
  }
}
