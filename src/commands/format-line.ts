import type { CommandSpec, RawOptions } from './command.ts';

/** The line that gives these options again when it is read: what buttons carry. */
export function formatLine(spec: CommandSpec, raw: RawOptions): string {
  const parts = Object.entries(raw).map(([name, value]) => {
    const option = spec.options[name];
    // A query keeps its own quotes; any other text is quoted when it would fall apart.
    if (option?.positional) return { free: true, text: option.kind === 'query' ? value : quoted(value) };
    return { free: false, text: `${name}:${quoted(value)}` };
  });
  const texts = (free: boolean): string[] => parts.filter(part => part.free === free).map(part => part.text);
  return [spec.name, ...texts(true), ...texts(false)].join(' ');
}

function quoted(value: string): string {
  return /^[^\s"“”„‟«»「」『』＂'‘’‚‹›]+$/u.test(value) ? value : `"${value.replaceAll('"', '”')}"`;
}
