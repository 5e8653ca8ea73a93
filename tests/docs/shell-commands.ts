/** A fenced block of a Markdown document. */
export interface Fence {
  readonly language: string;
  readonly lines: readonly string[];
}

/** One simple command of a script: what it sets, its words, where its output goes. */
export interface ShellCommand {
  readonly variables: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  readonly into?: string;
}

/** The fenced blocks of a document, without the indentation of the list they stand in. */
export function fencesOf(markdown: string): Fence[] {
  return [...markdown.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm)].map(
    ([, indent = '', language = '', body = '']) => ({
      language,
      lines: body
        .replace(/\n$/, '')
        .split('\n')
        .map(line => line.slice(indent.length)),
    }),
  );
}

/** The commands of a script, in order: `&&` and pipes part them, `\` goes on, `#` begins a comment. */
export function commandsOf(lines: readonly string[]): ShellCommand[] {
  return lines
    .join('\n')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap(line => pieces(line))
    .filter(words => words.length > 0)
    .map(toCommand);
}

/** Words by the rules of a shell as far as documents use them: quotes, comments, `&&` and `|` between commands. */
function pieces(line: string): string[][] {
  const commands: string[][] = [[]];
  for (const [token] of line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)) {
    if (token.startsWith('#')) break;
    if (token === '&&' || token === '|' || token === '&') commands.push([]);
    else
      commands
        .at(-1)
        ?.push(
          token.replace(
            /"([^"]*)"|'([^']*)'/g,
            (_, double?: string, single?: string) => double ?? single ?? '',
          ),
        );
  }
  return commands;
}

function toCommand(all: readonly string[]): ShellCommand {
  const variables: Record<string, string> = {};
  let at = 0;
  for (; at < all.length; at++) {
    const match = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(all[at] ?? '');
    if (!match) break;
    variables[match[1] ?? ''] = match[2] ?? '';
  }
  const rest = all.slice(at);
  const to = rest.indexOf('>');
  const into = to < 0 ? undefined : rest[to + 1];
  return { variables, words: to < 0 ? rest : rest.slice(0, to), ...(into !== undefined && { into }) };
}
