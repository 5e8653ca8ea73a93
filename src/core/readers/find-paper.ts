import { UsageError } from '../errors.ts';
import type { PaperArchive } from '../papers/archive.ts';
import type { Paper } from '../papers/paper.ts';
import { parsePaperId } from '../papers/paper-id.ts';

/** The archived paper that an id, arXiv number or page address names. Throws UsageError when there is none. */
export async function findPaper(archive: PaperArchive, typed: string): Promise<Paper> {
  const id = parsePaperId(typed);
  if (id === undefined) {
    throw new UsageError(
      `${typed} is no paper id; use one like 2410.01234, or the address of its arXiv or Hugging Face page`,
    );
  }
  const paper = await archive.get(id);
  if (!paper) throw new UsageError(`${id} is not in the archive`);
  return paper;
}
