import type { Platform } from '../platform.ts';
import { DELIVERY_DEFAULTS, type DeliverySettings } from './delivery-settings.ts';
import type { LeaseStore } from './lease-store.ts';
import { openDueEditions } from './open-due-editions.ts';
import { type DeskPorts, PlatformDesk } from './platform-desk.ts';

export interface DispatcherPorts extends DeskPorts {
  readonly leases: LeaseStore;
  readonly platforms: readonly Platform[];
  /** At most 22 characters of `[a-z0-9]`, never the same twice. */
  readonly newId: () => string;
}

/** Delivers editions of every platform it was given, for as long as it runs. */
export interface Dispatcher {
  /** Begins to take and deliver open editions. */
  start(): void;
  /**
   * Opens the editions that are due, to be called by the clock on the wall. Rejects with Fault when storage fails;
   * the next call makes up for it.
   */
  tick(signal: AbortSignal): Promise<void>;
  /** Takes nothing new, gives posts in flight `drainMs`, hands the rest back; resolves when all is at rest. */
  stop(): Promise<void>;
}

/**
 * Ties the ledger to the platforms. Any number of processes may run one on the same database: each open edition is
 * claimed by one of them. Storage that fails is reported and tried again; nothing here ends the process.
 */
export function createDispatcher(
  ports: DispatcherPorts,
  settings: Partial<DeliverySettings> = {},
): Dispatcher {
  const complete: DeliverySettings = { ...DELIVERY_DEFAULTS, ...settings };
  const desks = ports.platforms.map(platform => new PlatformDesk(ports, platform, complete));
  return {
    start: () => desks.forEach(desk => void desk.start()),
    tick: async signal => {
      const opened = await openDueEditions({ ...ports, leaseMs: complete.leaseMs / 4 }, signal);
      if (!opened) return;
      ports.log.info('editions-opened', { count: opened });
      for (const desk of desks) desk.wake();
    },
    stop: async () => {
      await Promise.all(desks.map(desk => desk.stop()));
    },
  };
}
