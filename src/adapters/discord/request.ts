import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  PermissionFlagsBits,
} from 'discord.js';
import type { Caller, RawOptions } from '../../commands/command.ts';
import { DIRECT } from './post.ts';

export const PLATFORM = 'discord';

/**
 * Who asks, from where. Discord says what the person may do in this very channel; a conversation with the bot alone is
 * the person's own to change.
 */
export function callerOf(interaction: Interaction): Caller {
  const workspace = interaction.guildId ?? DIRECT;
  const direct = interaction.guildId === null;
  return {
    person: { platform: PLATFORM, workspace, id: interaction.user.id },
    channel: { platform: PLATFORM, workspace, channel: interaction.channelId ?? DIRECT },
    mayManage: direct || (interaction.memberPermissions?.has(PermissionFlagsBits.ManageChannels) ?? false),
    direct,
    locale: interaction.locale,
  };
}

type Typed = ChatInputCommandInteraction | AutocompleteInteraction;

/** The subcommand and its options as text; undefined for a command that is not ours. */
export function typedCommand(
  interaction: Typed,
): { readonly name: string; readonly options: RawOptions } | undefined {
  const [subcommand] = interaction.options.data;
  if (!subcommand) return undefined;
  const given = (subcommand.options ?? []).flatMap(({ name, value }) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return { name: subcommand.name, options: Object.fromEntries(given) };
}
