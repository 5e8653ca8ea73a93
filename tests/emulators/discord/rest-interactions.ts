import { type BodySchema, checkLimits, checkSchema } from './check-body.ts';
import { CALLBACK, type EmulatedInteraction } from './emulated-interaction.ts';
import { nothing, ok, type RestAnswer, refuse } from './rest-answers.ts';
import type { RestRequest } from './rest-channels.ts';
import type { World } from './world.ts';

const SCHEMAS: Record<number, BodySchema> = {
  [CALLBACK.reply]: 'CreateMessageInteractionCallbackRequest',
  [CALLBACK.defer]: 'CreateMessageInteractionCallbackRequest',
  [CALLBACK.deferUpdate]: 'UpdateMessageInteractionCallbackRequest',
  [CALLBACK.update]: 'UpdateMessageInteractionCallbackRequest',
  [CALLBACK.autocomplete]: 'ApplicationCommandAutocompleteCallbackRequest',
  [CALLBACK.modal]: 'ModalInteractionCallbackRequest',
};
const EPHEMERAL = 1 << 6;

/** Callbacks with their deadline, and the webhook that edits and adds answers for as long as the token lives. */
export class RestInteractions {
  readonly interactions = new Map<string, EmulatedInteraction>();
  acknowledgeMs = 3_000;
  tokenMs = 15 * 60_000;
  readonly #world: World;
  readonly #check: (what: string, complaints: readonly string[]) => boolean;

  constructor(world: World, check: (what: string, complaints: readonly string[]) => boolean) {
    this.#world = world;
    this.#check = check;
  }

  handle(request: RestRequest): RestAnswer | undefined {
    const [, id, token = ''] = /^\/interactions\/(\d+)\/([^/]+)\/callback$/.exec(request.path) ?? [];
    if (id !== undefined) return this.#callback(token, request);
    const [, application, webhookToken = '', rest = ''] =
      /^\/webhooks\/(\d+)\/([^/]+)(.*)$/.exec(request.path) ?? [];
    if (application === undefined) return undefined;
    const interaction = this.interactions.get(webhookToken);
    if (!interaction || performance.now() - interaction.at > this.tokenMs) return refuse(50027);
    if (!interaction.callback) return refuse(10015);
    return this.#webhook(interaction, `${request.method} ${rest}`, request);
  }

  #callback(token: string, { body }: RestRequest): RestAnswer {
    const interaction = this.interactions.get(token);
    const afterMs = interaction ? performance.now() - interaction.at : 0;
    if (!interaction || afterMs > this.acknowledgeMs) return refuse(10062);
    if (interaction.callback) return refuse(40060);
    const type = Number(body['type']);
    const data = (body['data'] ?? {}) as Record<string, unknown>;
    const complaints = checkSchema(SCHEMAS[type] ?? 'CreateMessageInteractionCallbackRequest', body);
    if (type === CALLBACK.reply || type === CALLBACK.update) complaints.push(...checkLimits(data));
    if (this.#check(`callback ${type}`, complaints)) return refuse(50035, complaints);
    interaction.callback = { type, data, afterMs };
    if (type === CALLBACK.reply) this.#fill(interaction, data, []);
    if (type === CALLBACK.autocomplete || type === CALLBACK.modal) interaction.finished = true;
    return nothing;
  }

  #webhook(interaction: EmulatedInteraction, route: string, { body, files }: RestRequest): RestAnswer {
    const schema = route.startsWith('PATCH')
      ? 'IncomingWebhookUpdateRequestPartial'
      : 'IncomingWebhookRequestPartial';
    const complaints = route.startsWith('DELETE') ? [] : [...checkSchema(schema, body), ...checkLimits(body)];
    if (this.#check(route, complaints)) return refuse(50035, complaints);
    switch (route) {
      case 'PATCH /messages/@original':
        return ok({ id: this.#fill(interaction, body, files) });
      case 'POST ':
        return ok({
          id: this.#add(interaction, body, files, (Number(body['flags'] ?? 0) & EPHEMERAL) !== 0),
        });
      default:
        return refuse(10008);
    }
  }

  #fill(interaction: EmulatedInteraction, body: Record<string, unknown>, files: readonly string[]): string {
    interaction.finished = true;
    if (interaction.callback?.type === CALLBACK.deferUpdate && interaction.source) {
      interaction.source.body = body;
      return this.#world.ids.next();
    }
    const [first] = interaction.answers;
    if (first) {
      first.body = body;
      return first.id;
    }
    return this.#add(interaction, body, files, interaction.ephemeral);
  }

  #add(
    interaction: EmulatedInteraction,
    body: Record<string, unknown>,
    files: readonly string[],
    ephemeral: boolean,
  ): string {
    const id = this.#world.ids.next();
    interaction.answers.push({ id, ephemeral, body, files });
    if (!ephemeral) this.#world.post(interaction.channel, body, files, undefined, id);
    return id;
  }
}
