import { setTimeout as sleep } from 'node:timers/promises';
import { createDiscordAdapter, type DiscordOptions } from '../../src/adapters/discord/adapter.ts';
import { systemClock } from '../../src/adapters/scheduler/system-clock.ts';
import type { ChatAdapter, ConnectionState, PlatformEvents } from '../../src/commands/chat-adapter.ts';
import type { CommandDesk } from '../../src/commands/command.ts';
import { createCommandDesk } from '../../src/commands/create-command-desk.ts';
import type { Paper } from '../../src/core/papers/paper.ts';
import { Secret } from '../../src/core/secret.ts';
import { DiscordEmulator, EMULATOR_TOKEN } from '../emulators/discord/discord-emulator.ts';
import type { EmulatedChannel, EmulatedGuild, EmulatedUser } from '../emulators/discord/world.ts';
import { type CommandServices, openCommandServices } from './open-command-services.ts';
import { RecordingLog } from './recording-log.ts';

/** Keeps what it is given, for a test. */
export function memoryStore(): DiscordOptions['store'] & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>();
  return {
    values,
    get: async key => values.get(key),
    set: async (key, value) => values.set(key, value),
    delete: async key => values.delete(key),
  };
}

/** What the adapter told of its platform. */
export class SeenEvents implements PlatformEvents {
  readonly left: { readonly workspace: string; readonly channel?: string }[] = [];
  readonly returned: { readonly workspace: string; readonly channel?: string }[] = [];
  readonly states: ConnectionState[] = [];

  async gone(where: { readonly workspace: string; readonly channel?: string }): Promise<void> {
    this.left.push(where);
  }
  async back(where: { readonly workspace: string; readonly channel?: string }): Promise<void> {
    this.returned.push(where);
  }
  connection(state: ConnectionState): void {
    this.states.push(state);
  }
}

export interface OpenDiscord extends CommandServices {
  readonly discord: DiscordEmulator;
  readonly guild: EmulatedGuild;
  readonly channel: EmulatedChannel;
  readonly admin: EmulatedUser;
  readonly reader: EmulatedUser;
  readonly adapter: ChatAdapter;
  readonly desk: CommandDesk;
  readonly events: SeenEvents;
  readonly adapterLog: RecordingLog;
  readonly options: DiscordOptions;
  close(): Promise<void>;
}

/** The real adapter on an emulated Discord with one guild, over the real commands and a database in memory. */
export async function openDiscord(
  papers: readonly Paper[] = [],
  facts: Partial<DiscordOptions> = {},
): Promise<OpenDiscord> {
  const discord = await new DiscordEmulator().start();
  const guild = discord.world.addGuild();
  const channel = discord.world.addChannel(guild);
  const adapterLog = new RecordingLog();
  const commands = await openCommandServices(papers);
  const options: DiscordOptions = {
    token: new Secret(EMULATOR_TOKEN),
    apiUrl: discord.apiUrl,
    clock: systemClock,
    log: adapterLog,
    store: memoryStore(),
    leases: commands.stores.leases,
    owner: 'this-process',
    registration: { kind: 'global' },
    ...facts,
  };
  const adapter = createDiscordAdapter(options);
  return {
    ...commands,
    discord,
    guild,
    channel,
    adapter,
    options,
    adapterLog,
    desk: createCommandDesk(commands.services),
    events: new SeenEvents(),
    admin: discord.world.addUser('mara'),
    reader: discord.world.addUser('tunde'),
    close: async () => {
      await adapter.disconnect();
      await discord.stop();
      await commands.stores.close();
    },
  };
}

/** Waits for what arrives over the network; real time, bounded. */
export async function until(holds: () => boolean, what: string, forMs = 30_000): Promise<void> {
  for (const start = Date.now(); !holds(); await sleep(5))
    if (Date.now() - start > forMs) throw new Error(`not within ${forMs} ms: ${what}`);
}
