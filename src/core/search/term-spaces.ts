/**
 * Terms of one dictionary, kept apart by their first character: stems have none of these; names are compared letter by
 * letter, labels as a whole.
 */
export const AUTHOR_SPACE = '\u0001';
export const ORGANIZATION_SPACE = '\u0002';
export const CATEGORY_SPACE = '\u0003';
export const SOURCE_SPACE = '\u0004';

/** Whether a term is a stem, with an impact and fields, rather than a name or label that is there or not. */
export const isStemKey = (key: string): boolean => key.charCodeAt(0) > 4;
