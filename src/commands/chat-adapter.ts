import type { Platform } from '../core/platform.ts';
import type { CommandDesk } from './command.ts';

/** How an adapter stands with its platform; `reason` is fit for an operator. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'interrupted'; readonly reason: string }
  /** It will not come back by itself: a revoked token, a disallowed intent. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'stopped' };

/** What a platform tells of itself, apart from commands. */
export interface PlatformEvents {
  /** Nothing can be posted there any more: subscriptions pause, nothing is deleted. Without a channel, the whole workspace. */
  gone(where: { readonly workspace: string; readonly channel?: string }, detail: string): Promise<void>;
  /** It can be posted there again: what paused because of it goes on as it was set. */
  back(where: { readonly workspace: string; readonly channel?: string }): Promise<void>;
  /** The connection changed. */
  connection(state: ConnectionState): void;
}

/** A platform with people on it: delivery's half, and commands coming in. */
export interface ChatAdapter extends Platform {
  /** Resolves when commands can come in; rejects with a Fault when it never will. */
  connect(desk: CommandDesk, events: PlatformEvents): Promise<void>;
  /** Takes no more commands, finishes those under way, closes every connection. */
  disconnect(): Promise<void>;
}
