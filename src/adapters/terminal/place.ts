/** The one channel a terminal has. */
export const TERMINAL_CHANNEL = { platform: 'terminal', workspace: 'local', channel: 'stdout' } as const;

/** The one person in front of it. */
export const TERMINAL_PERSON = { platform: 'terminal', workspace: 'local', id: 'you' } as const;
