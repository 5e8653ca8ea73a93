import { LIMITS } from './limits.ts';

/** What a terminal shows. */
export interface TerminalLook {
  /** Columns that may be written to. */
  readonly width: number;
  readonly colour: boolean;
  /** Whether it makes links of OSC 8; where not, addresses are written out. */
  readonly links: boolean;
}

/** What is known of where the text goes; nothing is read from the process. */
export interface TerminalFacts {
  readonly isTTY: boolean;
  readonly columns?: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * How to write for a terminal: https://no-color.org, https://force-color.org. Of both, FORCE_COLOR wins: it is the one
 * that somebody sets for a single command. FORCE_HYPERLINK does for links what FORCE_COLOR does for colour, and COLUMNS
 * gives the width where no terminal does.
 */
export function terminalLook({ isTTY, columns, env }: TerminalFacts): TerminalLook {
  const forced = env['FORCE_COLOR'];
  const capable = isTTY && env['TERM'] !== 'dumb' && !env['NO_COLOR'];
  const colour = forced === undefined || forced === '' ? capable : forced !== '0' && forced !== 'false';
  const width = [columns, Number(env['COLUMNS'])].find(count => count !== undefined && count > 0) ?? 80;
  return {
    width: Math.min(LIMITS.maxWidth, Math.max(LIMITS.minWidth, width)),
    colour,
    links: env['FORCE_HYPERLINK'] ? env['FORCE_HYPERLINK'] !== '0' : isTTY && showsLinks(env),
  };
}

/** Terminals known to show OSC 8; others may print the escape itself: https://github.com/Alhadis/OSC8-Adoption */
function showsLinks(env: TerminalFacts['env']): boolean {
  if (env['CI'] || env['TERM'] === 'dumb') return false;
  return (
    Number(env['VTE_VERSION'] ?? 0) >= 5000 ||
    env['WT_SESSION'] !== undefined ||
    env['KONSOLE_VERSION'] !== undefined ||
    ['iTerm.app', 'WezTerm', 'ghostty', 'vscode', 'Hyper', 'rio', 'Tabby'].includes(
      env['TERM_PROGRAM'] ?? '',
    ) ||
    ['xterm-kitty', 'xterm-ghostty', 'alacritty', 'foot', 'contour'].includes(env['TERM'] ?? '')
  );
}
