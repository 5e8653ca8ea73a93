import { zoneNames } from '../core/subscriptions/zone.ts';
import type { Caller, Choice, Command, Completion } from './command.ts';
import type { Services } from './services.ts';

/** Both platforms show at most this many that are of use. */
const MAX_CHOICES = 25;

/** Trends take any span; these are what people mean. */
const PERIODS = ['3m', '6m', '1y', '2y', '12w', '26w'];

/**
 * What to offer for an option that somebody is typing. Best first, at most 25. In a list of queries only the last one is
 * completed, the others stay. An unknown option offers nothing.
 */
export async function complete(
  commands: ReadonlyMap<string, Command>,
  asked: { readonly command: string; readonly option: string; readonly typed: string },
  caller: Caller,
  services: Services,
): Promise<readonly Choice[]> {
  const option = commands.get(asked.command)?.spec.options[asked.option];
  if (!option) return [];
  if (option.choices) return starting(option.choices.map(same), asked.typed);
  if (!option.completion) return [];
  return (await choicesFor(option.completion, asked.typed, caller, services, commands)).slice(0, MAX_CHOICES);
}

async function choicesFor(
  completion: Completion,
  typed: string,
  caller: Caller,
  services: Services,
  commands: ReadonlyMap<string, Command>,
): Promise<readonly Choice[]> {
  switch (completion) {
    case 'topics':
      return lastOfList(typed, last => topicChoices(last, services));
    case 'zones':
      return zoneChoices(typed, caller.tz);
    case 'papers':
      return services.search.complete(typed, MAX_CHOICES);
    case 'subscribed-topics': {
      const here = await services.subscriptions.ofChannel(caller.channel);
      const topics = here.filter(each => each.origin === 'chat').flatMap(each => each.topics);
      return lastOfList(typed, last => starting([...topics, 'all'].map(same), last));
    }
    case 'periods':
      return starting(PERIODS.map(same), typed);
    case 'commands':
      return starting(
        [...commands.values()].filter(({ spec }) => !spec.hidden).map(({ spec }) => same(spec.name)),
        typed,
      );
  }
}

const same = (value: string): Choice => ({ label: value, value });

/** `moe, quanti` offers `moe, topic:quantization`. */
function lastOfList(typed: string, choices: (last: string) => readonly Choice[]): readonly Choice[] {
  const comma = typed.lastIndexOf(',');
  if (comma < 0) return choices(typed.trim());
  const before = `${typed.slice(0, comma).trim()}, `;
  return choices(typed.slice(comma + 1).trim()).map(({ label, value }) => ({
    label: before + label,
    value: before + value,
  }));
}

function topicChoices(typed: string, { catalogue }: Services): readonly Choice[] {
  const word = typed.replace(/^topic:/i, '');
  const choices = catalogue.topics.map(topic => ({
    label: topic.label,
    value: `topic:${topic.name}`,
    names: [topic.name, topic.label, ...topic.aliases],
  }));
  return rankByNames(choices, word).map(({ label, value }) => ({ label, value }));
}

/** The person's own zone first; a city is enough. */
function zoneChoices(typed: string, own: string | undefined): readonly Choice[] {
  const zones = own === undefined ? zoneNames() : [own, ...zoneNames().filter(zone => zone !== own)];
  const choices = zones.map(zone => ({ ...same(zone), names: [zone, ...zone.split('/').slice(1)] }));
  return rankByNames(choices, typed.replaceAll(' ', '_')).map(({ label, value }) => ({ label, value }));
}

function starting(choices: readonly Choice[], typed: string): readonly Choice[] {
  return rankByNames(
    choices.map(choice => ({ ...choice, names: [choice.label] })),
    typed,
  ).map(({ label, value }) => ({ label, value }));
}

/** Those with a name that starts so, then those with a name that holds it; each in the order given. */
function rankByNames<T extends { readonly names: readonly string[] }>(
  choices: readonly T[],
  typed: string,
): T[] {
  const word = typed.toLowerCase();
  const place = ({ names }: T): number => {
    const lower = names.map(name => name.toLowerCase());
    if (lower.some(name => name.startsWith(word))) return 0;
    return lower.some(name => name.includes(word)) ? 1 : 2;
  };
  return choices
    .map((choice, order) => ({ choice, order, place: place(choice) }))
    .filter(each => each.place < 2)
    .sort((a, b) => a.place - b.place || a.order - b.order)
    .map(each => each.choice);
}
