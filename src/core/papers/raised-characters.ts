const table = (from: string, to: string): ReadonlyMap<string, string> => {
  const [letters, forms] = [Array.from(from), Array.from(to)];
  return new Map(letters.map((letter, i) => [letter, forms[i] ?? letter]));
};

const SUPERSCRIPTS = table(
  '0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ ',
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ ',
);
const SUBSCRIPTS = table(
  '0123456789+-−=()aehijklmnoprstuvxβγρφχ ',
  '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ ',
);

/** Words of raised or lowered letters are hard to read: beyond this many letters they stay on the line. */
const MOST_LETTERS = 3;

const convert = (forms: ReadonlyMap<string, string>, text: string): string | undefined => {
  if (text === '' || text.length > 16 || (text.match(/\p{L}/gu)?.length ?? 0) > MOST_LETTERS)
    return undefined;
  let raised = '';
  for (const character of text) {
    const form = forms.get(character);
    if (form === undefined) return undefined;
    raised += form;
  }
  return raised;
};

/** The text in superscript characters, where Unicode has them all and the result can be read. */
export const superscript = (text: string): string | undefined => convert(SUPERSCRIPTS, text.trim());

/** The text in subscript characters, where Unicode has them all and the result can be read. */
export const subscript = (text: string): string | undefined => convert(SUBSCRIPTS, text.trim());
