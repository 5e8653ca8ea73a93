import { stemOfForm } from '../analysis/analyze.ts';
import { STOP_WORDS } from '../analysis/stop-words.ts';

const STOP_STEMS: ReadonlySet<string> = new Set([...STOP_WORDS].map(stemOfForm));

/** Whether words with this stem say nothing of a subject: the index holds them for titles only. */
export const isStopStem = (stem: string): boolean => STOP_STEMS.has(stem);
