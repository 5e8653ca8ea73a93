import { CHINESE } from './chinese.ts';
import { FRENCH } from './french.ts';
import { GERMAN } from './german.ts';
import { JAPANESE } from './japanese.ts';
import { SPANISH } from './spanish.ts';
import type { Words } from './words.ts';

/** By Discord's locales: https://docs.discord.com/developers/reference#locales */
export const TRANSLATIONS: Readonly<Record<string, Words>> = {
  de: GERMAN,
  'es-ES': SPANISH,
  'es-419': SPANISH,
  fr: FRENCH,
  ja: JAPANESE,
  'zh-CN': CHINESE,
};
