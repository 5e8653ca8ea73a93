/** An answer of the REST API. */
export interface RestAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export const ok = (body: unknown, status = 200): RestAnswer => ({ status, body });
export const nothing: RestAnswer = { status: 204 };

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const ERRORS = {
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50007: [403, 'Cannot send messages to this user'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50024: [400, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token provided'],
  50035: [400, 'Invalid Form Body'],
  50083: [400, 'Thread is archived'],
  160004: [400, 'A thread has already been created for this message'],
} as const;

export function refuse(code: keyof typeof ERRORS, detail?: readonly string[]): RestAnswer {
  const [status, message] = ERRORS[code];
  return {
    status,
    body: {
      code,
      message,
      ...(detail ? { errors: { _errors: detail.map(one => ({ code: 'X', message: one })) } } : {}),
    },
  };
}
