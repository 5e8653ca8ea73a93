import { UsageError } from '../errors.ts';
import { suggestSpelling } from '../suggest-spelling.ts';

let known: ReadonlyMap<string, string> | undefined;

/** IANA zones by lower-case name, in the spelling of the tz database; `UTC` among them. */
function zonesByName(): ReadonlyMap<string, string> {
  known ??= new Map(['UTC', ...Intl.supportedValuesOf('timeZone')].map(zone => [zone.toLowerCase(), zone]));
  return known;
}

/** All zones a person can choose from. */
export function zoneNames(): string[] {
  return [...zonesByName().values()];
}

/** The zone in its own spelling, or nothing. Older names that the tz database still links are accepted. */
export function findZone(typed: string): string | undefined {
  const name = typed.trim().replaceAll(' ', '_');
  const own = zonesByName().get(name.toLowerCase());
  if (own !== undefined) return own;
  // Offsets such as +01:00 are no zones: they know no clock change.
  if (!name.includes('/')) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** As {@link findZone}; throws UsageError with the zone that was meant: `Berlin`, `europe/berln` → Europe/Berlin. */
export function parseZone(typed: string): string {
  const zone = findZone(typed);
  if (zone !== undefined) return zone;
  const name = typed.trim().replaceAll(' ', '_').toLowerCase();
  const cities = new Map(
    zoneNames().map(each => [each.slice(each.lastIndexOf('/') + 1).toLowerCase(), each]),
  );
  const city = suggestSpelling(name.slice(name.lastIndexOf('/') + 1), cities.keys());
  const meant = suggestSpelling(name, zoneNames()) ?? (city === undefined ? undefined : cities.get(city));
  throw new UsageError(
    `unknown zone ${typed.trim()}${meant ? ` (did you mean ${meant}?)` : '; use an IANA zone such as Europe/Berlin'}`,
  );
}
