import { fold } from '../../analysis/fold.ts';
import { sortKeys } from '../bytes/sort-keys.ts';
import { type SortedStringsBytes, SortedStringsWriter } from '../bytes/sorted-strings-writer.ts';
import { AUTHOR_SPACE, ORGANIZATION_SPACE } from '../term-spaces.ts';
import { writtenKey } from '../written-form.ts';

/** Names to complete: authors by their first and by their last word, organisations by their first. */
export class NameList {
  readonly #papers = new Map<string, number>();

  addAuthor(name: string, papers: number): void {
    this.#add(AUTHOR_SPACE + writtenKey(name), papers);
    const words = fold(name).split(' ');
    const last = words.pop();
    if (last !== undefined && words.length > 0)
      this.#add(AUTHOR_SPACE + writtenKey(name, `${last} ${words.join(' ')}`), papers);
  }

  addOrganization(name: string, papers: number): void {
    this.#add(ORGANIZATION_SPACE + writtenKey(name), papers);
  }

  write(): SortedStringsBytes {
    const rows = [...this.#papers];
    const { bytesOf, order } = sortKeys(rows.map(([key]) => key));
    const writer = new SortedStringsWriter(1);
    for (const place of order) writer.add(bytesOf(place), [rows[place]?.[1] ?? 0]);
    return writer.finish();
  }

  #add(key: string, papers: number): void {
    this.#papers.set(key, Math.max(papers, this.#papers.get(key) ?? 0));
  }
}
