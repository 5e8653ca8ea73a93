import { COMMANDS } from './catalogue.ts';
import type { CommandDesk } from './command.ts';
import { complete } from './complete.ts';
import { dispatch } from './dispatch.ts';
import type { Services } from './services.ts';

/** All commands over these services. */
export function createCommandDesk(services: Services): CommandDesk {
  return {
    specs: [...COMMANDS.values()].map(command => command.spec).filter(spec => !spec.hidden),
    run: (invocation, caller) => dispatch(COMMANDS, invocation, caller, services),
    complete: async (asked, caller) => {
      try {
        return await complete(COMMANDS, asked, caller, services);
      } catch (error) {
        // Somebody is typing: an empty list is better than an error between two letters.
        services.log.warn('completion-failed', {
          command: asked.command,
          option: asked.option,
          reason: error instanceof Error ? error.message : String(error),
        });
        return [];
      }
    },
  };
}
