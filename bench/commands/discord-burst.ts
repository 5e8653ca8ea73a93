import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordEmulator } from '../../tests/emulators/discord/discord-emulator.ts';
import type { EmulatedInteraction } from '../../tests/emulators/discord/emulated-interaction.ts';

/** Discord and the people on it, in a process of their own: what they cost is not the bot's. */
export type BurstOrder = { readonly atOnce: number; readonly papers: number };

/** All in milliseconds after Discord sent the command. */
export type BurstAnswer =
  | { readonly kind: 'listening'; readonly apiUrl: string }
  | {
      readonly kind: 'burst';
      readonly acknowledged: readonly number[];
      readonly answered: readonly number[];
      readonly missed: number;
    };

const discord = await new DiscordEmulator().start();
discord.limits.scale = 1_000;
const guild = discord.world.addGuild();
const place = { channel: discord.world.addChannel(guild), user: discord.world.addUser('tunde') };
const KINDS = ['search', 'show', 'help', 'status'] as const;

function ask(at: number, papers: number): EmulatedInteraction {
  const name = KINDS[at % KINDS.length] ?? 'help';
  const id = `arxiv:2601.${String(at % papers).padStart(5, '0')}`;
  const options = name === 'search' ? { query: 'agents' } : name === 'show' ? { id } : {};
  return discord.command(place, name, options);
}

async function burst({ atOnce, papers }: BurstOrder): Promise<BurstAnswer> {
  const all = Array.from({ length: atOnce }, (_, at) => ask(at, papers));
  const answered = new Map<EmulatedInteraction, number>();
  const patience = performance.now() + 20_000;
  while (answered.size < atOnce && performance.now() < patience) {
    for (const one of all)
      if (one.finished && !answered.has(one)) answered.set(one, performance.now() - one.at);
    await sleep(5);
  }
  return {
    kind: 'burst',
    acknowledged: all.flatMap(one => one.callback?.afterMs ?? []),
    answered: [...answered.values()],
    missed: all.filter(one => !one.callback).length,
  };
}

const tell = (answer: BurstAnswer): void => void process.send?.(answer);
process.on('message', (order: BurstOrder) => void burst(order).then(tell));
process.once('disconnect', () => process.exit(0));
tell({ kind: 'listening', apiUrl: discord.apiUrl });
