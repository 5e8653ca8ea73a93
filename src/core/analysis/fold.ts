/** Letters that Unicode does not decompose but readers type without their stroke or ligature, and Greek by name. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ə: 'e',
};

/** A lone Greek letter in a paper is a symbol with a name: `α-divergence` is looked for as `alpha-divergence`. */
const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
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
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
};

const GREEK_RUN = /\p{Script=Greek}{2,}/u;

/**
 * Lower case, without accents, ligatures opened, invisible characters gone: two spellings that a reader would call the
 * same word fold to one string. Idempotent. The result can be longer or shorter than the text.
 */
export function fold(text: string): string {
  if (isPlain(text)) return text;
  if (isAscii(text)) return text.toLowerCase();
  const bare = text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}\u00ad\u200b-\u200f\u2060\ufeff]/gu, '')
    .replace(/[\u2018\u2019\u02bc\uff07]/g, "'")
    .replace(/[\u2010-\u2013\u2212]/g, '-')
    .replace(/[^\0-\x7f]/g, letter => SPELLED[letter] ?? letter);
  const greek = GREEK_RUN.test(bare)
    ? bare
    : bare.replace(/[\u0370-\u03ff]/g, letter => GREEK[letter] ?? letter);
  return greek.normalize('NFC');
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f || (code >= 65 && code <= 90)) return false;
  }
  return true;
}
