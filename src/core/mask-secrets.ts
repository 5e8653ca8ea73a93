import type { Secret } from './secret.ts';

/** Shorter values would mask ordinary words. */
const MIN_SECRET_LENGTH = 6;

/** Puts `[secret]` wherever one of these turns up in a text; `written` is how the text writes a value. */
export function secretMasker(
  secrets: readonly Secret[],
  written: (value: string) => string = value => value,
): (text: string) => string {
  const values = secrets
    .map(secret => written(secret.reveal()))
    .filter(value => value.length >= MIN_SECRET_LENGTH)
    .sort((a, b) => b.length - a.length);
  if (values.length === 0) return text => text;
  const pattern = new RegExp(
    values.map(value => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
    'g',
  );
  return text => text.replace(pattern, '[secret]');
}
