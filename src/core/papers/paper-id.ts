import { pageSlug } from './title-key.ts';

const NEW_STYLE = /^(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d+)?$/;
/** `math.GT/0309136` names a subject class, which the id does without: https://info.arxiv.org/help/arxiv_identifier.html */
const OLD_STYLE = /^([a-z]+(?:-[a-z]+)?)(?:\.[a-z-]+)?\/(\d{2}(?:0[1-9]|1[0-2])\d{3})(?:v\d+)?$/i;

const ARXIV_PREFIX =
  /^(?:arxiv:|oai:arxiv\.org:|(?:doi:|https?:\/\/(?:dx\.)?doi\.org\/)?10\.48550\/arxiv\.)/i;
const ARXIV_PAGE =
  /^(?:https?:\/\/)?(?:(?:www|export)\.)?(?:arxiv\.org\/(?:abs|pdf|html|format|src)|(?:alphaxiv\.org\/(?:abs|pdf)|huggingface\.co\/papers|hf\.co\/papers))\//i;

/**
 * The version-free arXiv id in an id, an OAI identifier, a DOI or the address of a page about the paper (arXiv, Hugging
 * Face, alphaXiv): `2410.01234`, or `hep-th/9901001` in the old style. `undefined` when the text is none of these.
 */
export function arxivId(text: string): string | undefined {
  const trimmed = text.trim();
  const bare = trimmed
    .replace(ARXIV_PREFIX, '')
    .replace(ARXIV_PAGE, '')
    .replace(/[?#].*$/s, '')
    .replace(/\/+$/, '')
    .replace(/\.pdf$/i, '');
  const newStyle = NEW_STYLE.exec(bare)?.[1];
  if (newStyle) return newStyle;
  const oldStyle = OLD_STYLE.exec(bare);
  return oldStyle ? `${oldStyle[1]?.toLowerCase()}/${oldStyle[2]}` : undefined;
}

/** The {@link Paper} id of what a person typed or a source wrote: any form {@link arxivId} knows, or an id of ours as it is. */
export function parsePaperId(text: string): string | undefined {
  const id = arxivId(text);
  if (id) return `arxiv:${id}`;
  const trimmed = text.trim();
  return /^(?:page|corpus):\S+$/.test(trimmed) ? trimmed : undefined;
}

/** The id of a paper that a page names without one. The same title, however spaced and cased, gives the same id. */
export const pagePaperId = (title: string): string => `page:${pageSlug(title)}`;

/** Where a person reads the paper: the abstract page on arXiv. Only an arXiv paper has one. */
export function paperUrl(id: string): string | undefined {
  return id.startsWith('arxiv:') ? `https://arxiv.org/abs/${id.slice('arxiv:'.length)}` : undefined;
}
