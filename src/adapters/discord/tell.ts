import { type REST, Routes } from 'discord.js';
import * as z from 'zod';
import type { Document } from '../../core/document/document.ts';
import type { Log } from '../../core/log.ts';
import type { Person } from '../../core/platform.ts';
import { reasonOf } from './errors.ts';
import { DIRECT } from './post.ts';
import { renderAnswer } from './render.ts';

const withId = z.object({ id: z.string() });
const owned = z.object({ owner_id: z.string() });

/** Tells a person in a private message, or the guild's owner where that person takes none. */
export async function tell(
  { rest, log }: { readonly rest: REST; readonly log: Log },
  person: Person,
  document: Document,
): Promise<boolean> {
  if (await tellOne(rest, log, person.id, document)) return true;
  if (person.workspace === DIRECT) return false;
  try {
    const { owner_id } = owned.parse(await rest.get(Routes.guild(person.workspace)));
    return owner_id !== person.id && (await tellOne(rest, log, owner_id, document));
  } catch (error) {
    log.info('owner-unknown', { workspace: person.workspace, reason: reasonOf(error) });
    return false;
  }
}

async function tellOne(rest: REST, log: Log, userId: string, document: Document): Promise<boolean> {
  try {
    const { id } = withId.parse(await rest.post(Routes.userChannels(), { body: { recipient_id: userId } }));
    for (const { body } of renderAnswer(document, { accent: 'warning' }))
      await rest.post(Routes.channelMessages(id), { body });
    return true;
  } catch (error) {
    log.info('private-message-failed', { reason: reasonOf(error) });
    return false;
  }
}
