import type * as z from 'zod';

/** The first thing that is wrong, with the path to it in the paper: `title: expected string, received number`. */
export function reasonOf(error: z.ZodError): string {
  const [first] = error.issues;
  if (!first) return 'not as expected';
  const path = first.path.join('.').replace(/^paper\./, '');
  const message = first.message.replace(/^Invalid input: /, '');
  return path ? `${path}: ${message}` : message;
}
