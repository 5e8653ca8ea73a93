import { Fault } from '../../core/errors.ts';
import { type Finding, findingsOn } from '../../core/finding.ts';
import type { KeyedStore } from '../../core/keyed-store.ts';
import type { Log } from '../../core/log.ts';
import type { Secret } from '../../core/secret.ts';
import type { Subscription } from '../../core/subscriptions/subscription.ts';
import type { SlackMode, SlackTokens } from './adapter.ts';
import { type ApiAnswer, createSlackApi, type SlackApi } from './api.ts';
import { describeRefusal } from './errors.ts';
import { InstallationBook } from './installations.ts';
import { type Json, listAt, textAt, valueAt } from './json-value.ts';
import { SCOPES, scopeNames } from './manifest.ts';
import { keysOf, TokenVault } from './token-vault.ts';

export interface SlackCheckOptions {
  /** Absent where the configuration does not say. */
  readonly mode: SlackMode | undefined;
  readonly tokens: SlackTokens;
  readonly apiUrl: string;
  readonly log: Log;
  readonly unfurl: boolean;
  /** Where installations are kept; absent where the database can't be read. */
  readonly store: KeyedStore | undefined;
  /** Those of Slack. */
  readonly subscriptions: readonly Subscription[];
}

/** A token, and the workspace it was stored for. */
interface Entry {
  readonly subject: string;
  readonly token: Secret;
  readonly workspace?: string;
}

const find = findingsOn('Slack');
const TIMEOUT_MS = 10_000;
const REASONS = 3;

/** Asks Slack what the app is and may do, in every workspace with a token. Never rejects for what it finds. */
export async function checkSlack(options: SlackCheckOptions): Promise<Finding[]> {
  const { apiUrl, log, tokens, subscriptions } = options;
  const api = createSlackApi({ apiUrl, timeoutMs: TIMEOUT_MS, log, tokenOf: async () => undefined });
  const findings = options.mode ? [await checkMode(api, options.mode)] : [];
  if (tokens.kind === 'one') {
    findings.push(...(await checkToken(api, { subject: 'bot token', token: tokens.botToken }, options)));
    return findings;
  }
  const workspaces = [...new Set(subscriptions.map(each => each.channel.workspace))].sort();
  if (workspaces.length === 0)
    findings.push(find.ok('workspaces', 'none has subscribed yet; each signs in at /slack/install'));
  for (const workspace of workspaces)
    findings.push(...(await checkInstallation(api, workspace, tokens.encryptionKey, options)));
  return findings;
}

async function checkMode(api: SlackApi, mode: SlackMode): Promise<Finding> {
  if (mode.kind === 'http') return find.ok('mode', 'HTTP: Slack posts to /slack/events on PORT, signed');
  const answer = await api.callWith(mode.appToken, 'apps.connections.open', {});
  if (answer.kind === 'ok') return find.ok('mode', 'Socket Mode, and the app token opens it');
  if (answer.kind !== 'no') return unreachable('mode', answer);
  const prefix = mode.appToken.reveal().startsWith('xapp-') ? '' : ', which begins with xapp-';
  const fix =
    answer.error === 'missing_scope'
      ? 'give the app-level token the scope connections:write (Basic Information → App-Level Tokens)'
      : `copy the app-level token${prefix} (Basic Information → App-Level Tokens) into SLACK_APP_TOKEN`;
  return find.fail('mode', `Slack does not take SLACK_APP_TOKEN: ${describeRefusal(answer)}`, fix);
}

async function checkInstallation(
  api: SlackApi,
  workspace: string,
  encryptionKey: Secret,
  options: SlackCheckOptions,
): Promise<Finding[]> {
  const subject = `workspace ${workspace}`;
  if (!options.store) return [find.warn(subject, 'its token is in the database', 'mend the database first')];
  try {
    const book = new InstallationBook(options.store, new TokenVault(keysOf(encryptionKey)));
    const found = await book.find(workspace);
    if (!found)
      return [find.fail(subject, 'the app is not installed there', 'install it again at /slack/install')];
    return await checkToken(api, { subject, token: found.token, workspace }, options);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const fix = 'put the former key behind the new one in BROADSHEET_SECRET, after a comma';
    return [find.fail(subject, error.message, fix)];
  }
}

async function checkToken(
  api: SlackApi,
  { subject, token, workspace }: Entry,
  { unfurl, subscriptions, tokens }: SlackCheckOptions,
): Promise<Finding[]> {
  const answer = await api.callWith(token, 'auth.test', {});
  if (answer.kind !== 'ok') {
    if (answer.kind !== 'no') return [unreachable(subject, answer)];
    const many = tokens.kind === 'many';
    const prefix = token.reveal().startsWith('xoxb-') ? '' : ', which begins with xoxb-';
    const fix = many
      ? 'install the app there again at /slack/install'
      : `copy the bot token${prefix} (OAuth & Permissions) into SLACK_BOT_TOKEN`;
    return [find.fail(subject, `Slack does not take it: ${describeRefusal(answer)}`, fix)];
  }
  const place = workspace ?? textAt(answer.body, 'team_id') ?? '';
  const name = textAt(answer.body, 'team') ?? place;
  const findings = [find.ok(subject, `${name} (${place})`), judgeScopes(answer.body, unfurl)];
  for (const { channel } of subscriptions.filter(each => each.channel.workspace === place))
    findings.push(await checkChannel(api, token, channel.channel));
  const elsewhere = subscriptions.filter(each => workspace === undefined && each.channel.workspace !== place);
  if (elsewhere.length > 0) {
    const others = [...new Set(elsewhere.map(each => each.channel.workspace))].join(', ');
    const says = `${elsewhere.length} subscriptions belong to ${others}, which this token can't reach`;
    findings.push(
      find.warn('workspaces', says, 'set the token of that workspace, or unsubscribe its channels'),
    );
  }
  return findings;
}

/** What `X-OAuth-Scopes` says of a token, which the SDK puts into the answer. */
function judgeScopes(body: Json, unfurl: boolean): Finding {
  const had = new Set(listAt(body, 'response_metadata', 'scopes').map(String));
  if (had.size === 0)
    return find.warn('scopes', 'Slack does not say which', 'compare with broadsheet manifest slack');
  const missing = scopeNames(unfurl).filter(scope => !had.has(scope));
  if (missing.length === 0)
    return find.ok('scopes', `all ${scopeNames(unfurl).length}: ${scopeNames(unfurl).join(', ')}`);
  // All of them are in the manifest; a few are worth a reason here.
  const reasons = missing.slice(0, REASONS).map(scope => `${scope} (${reasonFor(scope)})`);
  const fix = `update the app with broadsheet manifest slack and install it again: ${reasons.join(', ')}${missing.length > REASONS ? ', …' : ''}`;
  const says = `missing ${missing.join(', ')}; has ${[...had].join(', ')}`;
  const byChoice = (scope: string): boolean =>
    SCOPES.find(each => each.scope === scope)?.choice !== undefined;
  return missing.every(byChoice) ? find.warn('scopes', says, fix) : find.fail('scopes', says, fix);
}

const reasonFor = (scope: string): string => SCOPES.find(each => each.scope === scope)?.reason ?? '';

async function checkChannel(api: SlackApi, token: Secret, id: string): Promise<Finding> {
  const subject = `channel ${id}`;
  if (id.startsWith('D')) return find.ok(subject, 'a direct message');
  const answer = await api.callWith(token, 'conversations.info', { channel: id });
  const invite = 'invite it in the channel: /invite @Broadsheet';
  if (answer.kind !== 'ok') {
    if (answer.kind !== 'no') return find.warn(subject, describeRefusal(answer), 'look again later');
    return answer.error === 'missing_scope'
      ? find.warn(subject, 'Slack does not show it: missing_scope', 'add the missing scopes')
      : find.fail(subject, `Slack does not show it: ${describeRefusal(answer)}`, invite);
  }
  const name = textAt(answer.body, 'channel', 'name');
  const label = name === undefined ? 'the channel' : `#${name}`;
  if (valueAt(answer.body, 'channel', 'is_archived') === true)
    return find.fail(subject, `${label} is archived`, 'unarchive it, or unsubscribe it');
  return valueAt(answer.body, 'channel', 'is_member') === true
    ? find.ok(subject, `the bot is in ${label}`)
    : find.fail(subject, `the bot is not in ${label}`, invite);
}

function unreachable(subject: string, answer: Exclude<ApiAnswer, { kind: 'ok' | 'no' }>): Finding {
  const fix = 'look whether slack.com works from this machine (network, proxy, SLACK_API_URL)';
  return find.fail(subject, `Slack can't be asked: ${describeRefusal(answer)}`, fix);
}
