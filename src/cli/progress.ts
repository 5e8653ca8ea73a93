import type { Output } from './verb.ts';

/** How far something has come, on one line of a terminal; nothing anywhere else. */
export interface Progress {
  /** A bar, where it is known how much there is. */
  bar(done: number, total: number, note: string): void;
  note(text: string): void;
  /** Clears the line. */
  end(): void;
}

const WIDTH = 24;
const SILENT: Progress = { bar: () => undefined, note: () => undefined, end: () => undefined };

export function createProgress(output: Output): Progress {
  if (!output.isTTY) return SILENT;
  const show = (line: string): void => void output.write(`\r\u001b[2K${line}`);
  return {
    bar(done, total, note) {
      const filled = total === 0 ? WIDTH : Math.round((WIDTH * Math.min(done, total)) / total);
      show(`${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${total} · ${note}`);
    },
    note: show,
    end: () => show(''),
  };
}
