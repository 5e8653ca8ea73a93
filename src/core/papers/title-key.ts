/** Pages print the name of a symbol where other sources have the symbol (`tau-bench`, `τ-bench`). */
const SYMBOL_NAMES: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ϵ: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  ς: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  ϕ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
  '×': 'times',
  '∞': 'infty',
  '∇': 'nabla',
};

const SYMBOL = /[α-ωϕϵ×∞∇]/g;
const SLUG_LENGTH = 60;

/** Lower case without accents, compatibility forms resolved (`²` is `2`), symbols by name. */
function fold(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(SYMBOL, symbol => SYMBOL_NAMES[symbol] ?? '');
}

/**
 * What two spellings of one title have in common: its letters and digits. Case, accents, spaces, hyphens, quotes and
 * the damage of copied pages do not count. Empty for a title of punctuation only, which is like no other.
 */
export const titleKey = (title: string): string => fold(title).replace(/[^\p{L}\p{N}]+/gu, '');

/** FNV-1a, 32 bits: tells apart what a cut slug no longer does. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, '0');
}

/** The title as the readable part of an id: its words joined by hyphens, at most 60 characters, then a hash of the rest. */
export function pageSlug(title: string): string {
  const words = fold(title)
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const slug = words.join('-');
  if (slug === '') return hash(title);
  const letters = Array.from(slug);
  if (letters.length <= SLUG_LENGTH) return slug;
  const cut = letters.slice(0, SLUG_LENGTH).join('');
  const lastWord = cut.lastIndexOf('-');
  return `${lastWord > SLUG_LENGTH / 2 ? cut.slice(0, lastWord) : cut}-${hash(slug)}`;
}
