import stringWidth from 'string-width';
import { type Style, styled } from './markup.ts';
import type { TerminalLook } from './terminal-look.ts';

/** Inert text in one style. */
export interface Run {
  readonly text: string;
  readonly style: Style;
}

/** A character as a person sees it, and the columns it takes. */
interface Cell {
  readonly text: string;
  readonly width: number;
  readonly style: Style;
  /** Belongs to a phrase that stays on one line. */
  readonly glued: boolean;
  /** Only says that two phrases follow each other: not needed at the end of a line. */
  readonly divides: boolean;
}

/** What stands between phrases of a line, as a run of its own. */
const DIVIDER = ' · ';

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const CLOSING = /^[、。，．！？：；）」』】〕〉》”’・ー々]/u;

/**
 * Runs as terminal lines of at most `width` columns (2 at least, or a wide character can't be placed). Breaks at spaces
 * and around wide characters; what is longer than a line is broken where the line ends. Phrases between middle dots
 * stay together where they are not too long for that, and fill their lines evenly.
 */
export function wrapRuns(runs: readonly Run[], width: number, look: TerminalLook): string[] {
  const phrases = runs.some(run => run.text === DIVIDER);
  if (phrases) return layEvenly(cellsOf(runs, gluedRuns(runs, width)), width).map(line => paint(line, look));
  return layCells(cellsOf(runs), width).map(line => paint(line, look));
}

/** As {@link wrapRuns}, its lines of about one length: for titles, whose last word should not stand alone. */
export function wrapEvenly(runs: readonly Run[], width: number, look: TerminalLook): string[] {
  return layEvenly(cellsOf(runs), width).map(line => paint(line, look));
}

/** As many lines as are needed, each as short as that allows. */
function layEvenly(cells: readonly Cell[], width: number): Cell[][] {
  const count = layCells(cells, width).length;
  let narrow = Math.max(2, width >> 1);
  let wide = width;
  while (count > 1 && narrow < wide) {
    const middle = (narrow + wide) >> 1;
    if (layCells(cells, middle).length <= count) wide = middle;
    else narrow = middle + 1;
  }
  return layCells(cells, wide);
}

/** Runs of phrases that take less than half a line. */
function gluedRuns(runs: readonly Run[], width: number): ReadonlySet<Run> {
  const glued = new Set<Run>();
  let phrase: Run[] = [];
  for (const run of [...runs, undefined]) {
    if (run && run.text !== DIVIDER) phrase.push(run);
    else {
      const columns = stringWidth(phrase.map(one => one.text).join(''));
      if (columns < width / 2) for (const one of phrase) glued.add(one);
      phrase = [];
    }
  }
  return glued;
}

/** As {@link wrapRuns}, but every space is kept and lines end only where they are full: for code. */
export function hardWrapRuns(runs: readonly Run[], width: number, look: TerminalLook): string[] {
  const lines: Cell[][] = [[]];
  let used = 0;
  for (const cell of cellsOf(runs)) {
    if (used + cell.width > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(cell);
    used += cell.width;
  }
  return lines.map(cells => paint(cells, look));
}

/** Graphemes are those of the whole line: a mark at the start of a run belongs to the character before it. */
function cellsOf(runs: readonly Run[], glued: ReadonlySet<Run> = new Set()): Cell[] {
  const whole = runs.map(run => run.text).join('');
  const cells: Cell[] = [];
  let run = 0;
  let runEnd = runs[0]?.text.length ?? 0;
  let index = 0;
  for (const text of graphemesOf(whole)) {
    while (index >= runEnd && run < runs.length - 1) runEnd += runs[++run]?.text.length ?? 0;
    const of = runs[run];
    cells.push({
      text,
      width: widthOf(text),
      style: of?.style ?? {},
      glued: of !== undefined && glued.has(of),
      divides: of?.text === DIVIDER,
    });
    index += text.length;
  }
  return cells;
}

const ASCII = /^[ -~]*$/;

/** Segmenting is slow, and most text does not need it. */
const graphemesOf = (text: string): Iterable<string> =>
  ASCII.test(text) ? text : Array.from(GRAPHEMES.segment(text), one => one.segment);

const widthOf = (grapheme: string): number =>
  ASCII.test(grapheme) ? grapheme.length : stringWidth(grapheme);

const isSpace = (cell: Cell | undefined): boolean => cell !== undefined && /^[ \u3000]+$/.test(cell.text);

/** At an end of a line. */
const isNeedless = (cell: Cell): boolean => cell.divides || isSpace(cell);

/** Whether a line may end before this cell. */
function mayBreak(before: Cell | undefined, cell: Cell): boolean {
  if (before === undefined || cell.divides || isSpace(cell)) return false;
  if (before.divides) return true;
  if (cell.glued) return false;
  if (isSpace(before)) return true;
  return (before.width > 1 || cell.width > 1) && !CLOSING.test(cell.text);
}

function layCells(cells: readonly Cell[], width: number): Cell[][] {
  const lines: Cell[][] = [];
  let line: Cell[] = [];
  let used = 0;
  let breakAt = 0;
  const end = (at: number): void => {
    lines.push(trimEnd(line.slice(0, at)));
    line = trimStart(line.slice(at));
    used = line.reduce((sum, cell) => sum + cell.width, 0);
    breakAt = 0;
  };
  for (const cell of cells) {
    if (mayBreak(line.at(-1), cell)) breakAt = line.length;
    while (line.length > 0 && used + cell.width > width)
      end(isNeedless(cell) || breakAt === 0 ? line.length : breakAt);
    if (line.length === 0 && isNeedless(cell)) continue;
    line.push(cell);
    used += cell.width;
  }
  lines.push(trimEnd(line));
  return lines.filter(one => one.length > 0);
}

function trimEnd(cells: Cell[]): Cell[] {
  const last = cells.findLastIndex(cell => !isNeedless(cell));
  return cells.slice(0, last + 1);
}

function trimStart(cells: Cell[]): Cell[] {
  const first = cells.findIndex(cell => !isNeedless(cell));
  return first < 0 ? [] : cells.slice(first);
}

function paint(cells: readonly Cell[], look: TerminalLook): string {
  let out = '';
  let from = 0;
  for (let at = 1; at <= cells.length; at += 1) {
    const style = cells[from]?.style ?? {};
    if (at < cells.length && cells[at]?.style === style) continue;
    out += styled(
      cells
        .slice(from, at)
        .map(cell => cell.text)
        .join(''),
      style,
      look,
    );
    from = at;
  }
  return out;
}
