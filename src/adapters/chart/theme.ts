/** One card for light and dark conversations: its own quiet ground, ink dark enough on it (WCAG AA at every size). */
export const THEME = {
  ground: '#fbfaf7',
  edge: '#e3dfd6',
  ink: '#23231f',
  soft: '#6b6860',
  grid: '#e9e5dc',
  gap: '#f1eee7',
  accent: '#0b6f7d',
  bar: '#8fbfc4',
  second: '#b4551d',
  font: 'Inter, "Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", sans-serif',
} as const;
