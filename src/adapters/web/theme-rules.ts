export const DRAWING_THEMES = ['dark', 'light'] as const;
export type DrawingTheme = (typeof DRAWING_THEMES)[number];

type Colours = Readonly<Record<string, string>>;

/** Colours as custom properties of a class: its own `light` and `dark`, and `auto`, which follows the reader's system. */
export function themeRules(name: string, { dark, light }: Readonly<Record<DrawingTheme, Colours>>): string {
  const said = (colours: Colours): string =>
    Object.entries(colours)
      .map(([key, value]) => `--${key}:${value}`)
      .join(';');
  return `.${name}{color-scheme:light;${said(light)}}
.${name}.dark{color-scheme:dark;${said(dark)}}
@media (prefers-color-scheme:dark){.${name}.auto{color-scheme:dark;${said(dark)}}}`;
}
