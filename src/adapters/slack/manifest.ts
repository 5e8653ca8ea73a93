import type { CommandSpec } from '../../commands/command.ts';

/** The one slash command; what follows it is a line. */
export const SLASH_COMMAND = '/papers';
/** Paths of HTTP mode, under the public address. */
export const PATHS = {
  events: '/slack/events',
  install: '/slack/install',
  oauthRedirect: '/slack/oauth_redirect',
} as const;

/** Sites whose links can be given a card. */
export const PAPER_DOMAINS = ['arxiv.org', 'huggingface.co', 'hf.co', 'alphaxiv.org'] as const;

/** Every scope of the bot, with what would not work without it. */
export const SCOPES: readonly {
  readonly scope: string;
  readonly reason: string;
  readonly choice?: 'unfurl';
}[] = [
  { scope: 'commands', reason: '/papers' },
  { scope: 'chat:write', reason: 'post digests and answers where it was invited' },
  { scope: 'app_mentions:read', reason: 'understand a line that mentions it' },
  { scope: 'im:history', reason: 'understand a line in a direct message' },
  { scope: 'im:write', reason: 'tell an owner that a digest paused' },
  {
    scope: 'channels:read',
    reason: 'know when a public channel is archived or it was removed; Home lists your channels',
  },
  { scope: 'groups:read', reason: 'the same for private channels it was invited to' },
  {
    scope: 'channels:history',
    reason: 'after a lost answer, look whether the digest is there before sending again',
  },
  { scope: 'groups:history', reason: 'the same in private channels it was invited to' },
  { scope: 'users:read', reason: 'the time zone of who subscribes, and who is an admin' },
  { scope: 'files:write', reason: 'send a saved list or a chart as a file' },
  { scope: 'links:read', reason: 'see links to papers where it was invited', choice: 'unfurl' },
  { scope: 'links:write', reason: 'show a card under them', choice: 'unfurl' },
];

/** The names of the scopes that are asked for. */
export const scopeNames = (unfurl: boolean): string[] =>
  SCOPES.filter(({ choice }) => choice !== 'unfurl' || unfurl).map(({ scope }) => scope);

const EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'channel_deleted',
  'channel_left',
  'channel_unarchive',
  'group_archive',
  'group_deleted',
  'group_left',
  'group_unarchive',
  'member_joined_channel',
  'message.im',
  'tokens_revoked',
];

export interface ManifestOptions {
  /** What this build understands, for the hint beside the command. */
  readonly specs: readonly CommandSpec[];
  readonly version: string;
  /** The public address for HTTP mode; Socket Mode without it. */
  readonly url?: string;
  /** Many workspaces by OAuth, org-wide installs included; only with `url`. */
  readonly distributed?: boolean;
  /** Cards under links to papers. */
  readonly unfurl?: boolean;
}

/** The app manifest to paste at https://api.slack.com/apps, as JSON. Reference: https://docs.slack.dev/reference/app-manifest */
export function slackManifest({
  specs,
  version,
  url,
  distributed = false,
  unfurl = false,
}: ManifestOptions): object {
  const base = url?.replace(/\/+$/, '');
  const requestUrl = base === undefined ? {} : { request_url: `${base}${PATHS.events}` };
  return {
    _metadata: { major_version: 2, minor_version: 0 },
    display_information: {
      name: 'Broadsheet',
      description: 'The day’s research papers, ranked for your channel',
      background_color: '#1d2733',
      long_description: `Broadsheet brings the day's research papers to your channels, ranked for what each of them reads. Subscribe a channel to topics and get a digest at its time; search the archive, read abstracts, keep a list of your own. Type ${SLASH_COMMAND} help to begin. Version ${version}.`,
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Broadsheet', always_online: true },
      slash_commands: [
        {
          command: SLASH_COMMAND,
          ...(base === undefined ? {} : { url: `${base}${PATHS.events}` }),
          description: 'Today’s papers, search, subscriptions',
          usage_hint: specs.map(spec => spec.name).join(' | '),
          should_escape: false,
        },
      ],
      ...(unfurl ? { unfurl_domains: PAPER_DOMAINS } : {}),
    },
    oauth_config: {
      scopes: { bot: scopeNames(unfurl) },
      ...(base !== undefined && distributed ? { redirect_urls: [`${base}${PATHS.oauthRedirect}`] } : {}),
    },
    settings: {
      event_subscriptions: { ...requestUrl, bot_events: unfurl ? [...EVENTS, 'link_shared'] : EVENTS },
      interactivity: {
        is_enabled: true,
        ...requestUrl,
        ...(base === undefined ? {} : { message_menu_options_url: `${base}${PATHS.events}` }),
      },
      org_deploy_enabled: distributed,
      socket_mode_enabled: base === undefined,
      token_rotation_enabled: false,
    },
  };
}
