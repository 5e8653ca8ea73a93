import { accentedLetter, commandText, scriptText, TWO_ARGUMENTS } from './latex-commands.ts';
import { dollarsAt, groupAt, looksLikeFormula, type Span, spanTo } from './latex-formula.ts';
import {
  LATEX_ACCENTS,
  LATEX_DROPPED,
  LATEX_FUNCTIONS,
  LATEX_SILENT,
  LATEX_SYMBOLS,
} from './latex-symbols.ts';

/**
 * Simple LaTeX as a reader would write it: symbols, accents, sub- and superscripts, formulas without their dollars,
 * formatting commands without their braces, TeX quotes and dashes. What has no plain form stays legible: an unknown
 * command gives its argument, else its name. Braces, dollars, backslashes and tildes that are no LaTeX stay, and so do
 * addresses. One pass: what comes out may hold LaTeX again when it was escaped twice.
 */
export const latexToUnicode = (text: string): string => new LatexReader(text, 0, false).read();

/** Deeper groups than this stay as they are written. */
const MAX_DEPTH = 24;
const TAIL = 4;

const TEXT_SPECIAL = /[\\${^_~`]|''|--|https?:\/\//g;
const FORMULA_SPECIAL = /[\\${}^_~'&]/g;
const WORD = /[A-Za-z]+/y;
const DASHES = /-+/y;
const ADDRESS = /https?:\/\/(?:(?!''|---)[^\s\\{}$<>"“”`])*/y;
/** What stands for the address it follows. */
const NO_LABEL = /^(?:https?:\/\/\S*|\[?(?:this https? url|here|link|url)\]?)$/i;
/** Ends before a letter: the apostrophe of `don't` closes nothing. */
const SINGLE_QUOTED = /`(?=[^\s`'])([^`'\n]{1,80}(?:\n[^`'\n]{1,80})?)'(?![\p{L}'])/uy;
const FORMULA_SCRIPT = /[^\s\\{}^_$]/uy;
const TEXT_SUPERSCRIPT = /[-+−]?\d+(?![\d.]*\w*[{}])|[A-Za-z](?![A-Za-z])|\*/y;
const TEXT_SUBSCRIPT = /\d(?![\w.]*\w)|[a-z](?!\w)/y;
/** `\$` without its dollar, as pages show prices; `\3)` is an item of a list. */
const MONEY = /\\\d[\d,.]*(?![\d)])/y;
/** `{\em so}` and `{\'e}` are groups of LaTeX's; other braces in text are the author's. */
const OPENED_BY_COMMAND = /^\s*\\[A-Za-z'"`^~=.]/;

const CONTROL_SYMBOLS: ReadonlyMap<string, string> = new Map([
  ...Array.from(`%&#_$\{}@"'\`.=~^*`, (symbol): [string, string] => [symbol, symbol]),
  ...Array.from(' ,;:\\\n>', (symbol): [string, string] => [symbol, ' ']),
  ...Array.from('!/-)]', (symbol): [string, string] => [symbol, '']),
  ['|', '‖'],
]);

class LatexReader {
  private readonly text: string;
  private readonly depth: number;
  private readonly inFormula: boolean;
  private at = 0;
  private readonly out: string[] = [];
  /** The last characters of what is written: what may follow depends on them, and the whole is long. */
  private tail = '';

  constructor(text: string, depth: number, inFormula: boolean) {
    this.text = text;
    this.depth = depth;
    this.inFormula = inFormula;
  }

  read(): string {
    const special = this.inFormula ? FORMULA_SPECIAL : TEXT_SPECIAL;
    while (this.at < this.text.length) {
      special.lastIndex = this.at;
      const next = special.exec(this.text)?.index ?? this.text.length;
      if (next > this.at) this.writeTo(next, this.text.slice(this.at, next));
      if (next < this.text.length) this.readSpecial(this.text.charAt(next));
    }
    return this.out.join('');
  }

  private readSpecial(character: string): void {
    if (character === '\\') this.readCommand();
    else if (character === '$') this.readDollar();
    else if (character === '{') this.readGroup();
    else if (character === '^' || character === '_') this.readScript(character);
    else if (character === '~') this.readTie();
    else if (character === '-') this.readDash();
    else if (character === 'h') this.readAddress();
    else if (character === '`' || character === "'") this.readQuote(character);
    else this.write('', 1);
  }

  /** Writes `output` for the next `length` characters. */
  private write(output: string, length: number): void {
    this.out.push(output);
    this.tail = (output.length < TAIL ? this.tail + output : output).slice(-TAIL);
    this.at += length;
  }

  private writeTo(end: number, output: string): void {
    this.write(output, end - this.at);
  }

  private inner(text: string, inFormula = this.inFormula): string {
    return this.depth < MAX_DEPTH ? new LatexReader(text, this.depth + 1, inFormula).read() : text;
  }

  private match(pattern: RegExp, from: number): RegExpExecArray | null {
    pattern.lastIndex = from;
    return pattern.exec(this.text);
  }

  private readCommand(): void {
    const name = this.match(WORD, this.at + 1)?.[0];
    if (name === undefined) this.readControlSymbol(this.text.charAt(this.at + 1));
    else this.readControlWord(name, this.at + 1 + name.length);
  }

  private readControlSymbol(symbol: string): void {
    const accented = LATEX_ACCENTS.has(symbol) ? this.accentedAt(symbol, this.at + 2) : undefined;
    const formula =
      symbol === '(' || symbol === '['
        ? spanTo(this.text, this.at + 2, symbol === '(' ? '\\)' : '\\]')
        : undefined;
    if (accented) this.writeTo(accented.end, accented.text);
    else if (formula) this.writeTo(formula.end, this.inner(formula.text.trim(), true));
    else if (symbol === '(' || symbol === '[') this.write('', 2);
    else if (/^\d/.test(symbol)) this.write(!this.inFormula && this.match(MONEY, this.at) ? '$' : '', 1);
    else if (symbol === '') this.write('\\', 1);
    else this.write(CONTROL_SYMBOLS.get(symbol) ?? `\\${symbol}`, 2);
  }

  private readControlWord(name: string, end: number): void {
    const argument = groupAt(this.text, end);
    const accented = LATEX_ACCENTS.has(name) ? this.accentedAt(name, end) : undefined;
    const symbol = name === 'sqrt' && argument?.text ? undefined : LATEX_SYMBOLS.get(name);
    if (symbol !== undefined) this.writeSymbol(symbol, argument?.text === '' ? argument.end : end);
    else if (LATEX_SILENT.has(name)) this.writeTo(this.endOfSilent(end), '');
    else if (LATEX_DROPPED.has(name)) this.writeTo(argument?.end ?? end, '');
    else if (LATEX_FUNCTIONS.has(name)) this.writeTo(end, name);
    else if (accented) this.writeTo(accented.end, accented.text);
    else if (argument) this.writeCommand(name, argument);
    else this.writeUnknown(name, end);
  }

  private writeSymbol(symbol: string, end: number): void {
    this.writeTo(end, symbol);
    // An abbreviation brings its full stop: `\etc.` has one.
    if (symbol.endsWith('.') && this.text.charAt(this.at) === '.') this.at++;
  }

  /** TeX swallows the spaces after a control word; between two words one is meant. */
  private endOfSilent(end: number): number {
    let at = end;
    if (!/[^\s([{]$/.test(this.tail)) while (/^[ \n]/.test(this.text.charAt(at))) at++;
    return at;
  }

  private writeCommand(name: string, argument: Span): void {
    const second = TWO_ARGUMENTS.has(name) ? groupAt(this.text, argument.end) : undefined;
    const text = commandText(name, this.inner(argument.text), second && this.inner(second.text));
    this.writeTo((second ?? argument).end, text);
  }

  /** A macro of the authors' own is shown by its name; `C:\users` and `\n` are no macros. */
  private writeUnknown(name: string, end: number): void {
    const isMacro = this.inFormula || (name.length > 1 && !/[\w:\\]$/.test(this.tail));
    this.writeTo(end, isMacro ? name : `\\${name}`);
  }

  private accentedAt(name: string, from: number): Span | undefined {
    const group = groupAt(this.text, from);
    const isLetterNamed = /[A-Za-z]/.test(name);
    const bare = isLetterNamed ? '' : this.text.slice(from, from + (this.text.charAt(from) === '\\' ? 2 : 1));
    const text = accentedLetter(name, group?.text ?? bare, this.inFormula);
    return text === undefined ? undefined : { text, end: group?.end ?? from + bare.length };
  }

  private readDollar(): void {
    const width = this.text.startsWith('$$', this.at) ? 2 : 1;
    const formula = dollarsAt(this.text, this.at + width, width);
    const isFormula =
      formula && (this.inFormula || looksLikeFormula(formula.text, this.text.charAt(formula.end)));
    if (formula && isFormula) this.writeTo(formula.end, this.inner(formula.text.trim(), true));
    else this.write(this.inFormula ? '' : '$'.repeat(width), width);
  }

  private readGroup(): void {
    const group = groupAt(this.text, this.at);
    const isLatex = group && (this.inFormula || OPENED_BY_COMMAND.test(group.text));
    if (group && isLatex) this.writeTo(group.end, this.inner(group.text));
    else this.write(this.inFormula ? '' : '{', 1);
  }

  private readScript(sign: '^' | '_'): void {
    const script = this.scriptAt(sign, this.at + 1);
    if (script) this.writeTo(script.end, scriptText(sign, this.inner(script.text, true)));
    else this.write(sign, 1);
  }

  /** What is raised or lowered: a group, a command, or the character that clearly is. */
  private scriptAt(sign: '^' | '_', from: number): Span | undefined {
    const group = groupAt(this.text, from);
    if (group) return group;
    const name = this.text.charAt(from) === '\\' ? this.match(WORD, from + 1)?.[0] : undefined;
    if (name) {
      const end = from + 1 + name.length;
      const argument = groupAt(this.text, end);
      return { text: this.text.slice(from, argument?.end ?? end), end: argument?.end ?? end };
    }
    if (!this.inFormula && !followsBase(sign, this.tail)) return undefined;
    const pattern = this.inFormula ? FORMULA_SCRIPT : sign === '^' ? TEXT_SUPERSCRIPT : TEXT_SUBSCRIPT;
    const text = this.match(pattern, from)?.[0];
    return text === undefined ? undefined : { text, end: from + text.length };
  }

  /** A tie is a space; `~8B` is about eight billion, `1~2` a range, `/~name` a home page. */
  private readTie(): void {
    const before = this.tail;
    const after = this.text.charAt(this.at + 1);
    const ties = /[\p{L}\d)\]}.,%]$/u.test(before) && /[\p{L}\d\s([{\\$“]/u.test(after);
    const isRange = /\d%?$/.test(before) && /\d/.test(after);
    this.write(this.inFormula || (ties && !isRange) ? ' ' : '~', 1);
  }

  private readDash(): void {
    const width = this.match(DASHES, this.at)?.[0].length ?? 1;
    const before = this.tail;
    const isFlag = /(?:^|[\s([`"'“])$/.test(before) && /[a-z]/i.test(this.text.charAt(this.at + width));
    if (width === 3) this.write('—', 3);
    else if (width === 2 && !isFlag && !before.endsWith('<!')) this.write('–', 2);
    else this.write('-'.repeat(width), width);
  }

  /** What looks like LaTeX inside an address is part of it; braces after it hold its label. */
  private readAddress(): void {
    const address = this.match(ADDRESS, this.at)?.[0] ?? 'h';
    this.write(address, address.length);
    const group = groupAt(this.text, this.at);
    if (!group) return;
    const label = this.inner(group.text).trim();
    this.writeTo(group.end, label === '' || NO_LABEL.test(label) ? '' : ` (${label})`);
  }

  private readQuote(mark: '`' | "'"): void {
    const isDouble = this.text.charAt(this.at + 1) === mark;
    const isTriple = isDouble && this.text.charAt(this.at + 2) === mark;
    const opens = /(?:^|[\s([{–—“‘/-])$/.test(this.tail);
    const quoted = mark === '`' && opens ? this.match(SINGLE_QUOTED, this.at)?.[1] : undefined;
    if (this.inFormula) this.write('′', 1);
    else if (isTriple) this.write(mark.repeat(3), 3);
    else if (isDouble) this.write(opens && /\S/.test(this.text.charAt(this.at + 2)) ? '“' : '”', 2);
    else if (quoted !== undefined) this.write(`‘${this.inner(quoted)}’`, quoted.length + 2);
    else this.write(mark, 1);
  }
}

/** Outside formulas only what follows a letter, a number or a bracket is raised, only what follows a lone letter lowered. */
const followsBase = (sign: '^' | '_', before: string): boolean =>
  sign === '^' ? /[\p{L}\d)\]}⟩|%∇∂∑∏∫]$/u.test(before) : /(?:^|[^\p{L}\d_/.\\])[\p{L}ℓ∇]$/u.test(before);
