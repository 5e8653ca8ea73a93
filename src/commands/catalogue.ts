import type { Command } from './command.ts';
import { helpCommand } from './help.ts';
import { list } from './list.ts';
import { pause } from './pause.ts';
import { preview } from './preview.ts';
import { resume } from './resume.ts';
import { save } from './save.ts';
import { saved } from './saved.ts';
import { search } from './search.ts';
import { show } from './show.ts';
import { similar } from './similar.ts';
import { status } from './status.ts';
import { subscribe } from './subscribe.ts';
import { today } from './today.ts';
import { topics } from './topics.ts';
import { trends } from './trends.ts';
import { unsave } from './unsave.ts';
import { unsubscribe } from './unsubscribe.ts';
import { vote } from './vote.ts';

/** Every command by name, in the order help shows them. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  [
    today,
    search,
    show,
    similar,
    subscribe,
    unsubscribe,
    list,
    topics,
    preview,
    pause,
    resume,
    status,
    save,
    unsave,
    saved,
    trends,
    helpCommand(() => COMMANDS.values()),
    vote,
  ].map(command => [command.spec.name, command]),
);
