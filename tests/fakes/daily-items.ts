import type { DailyItem } from '../emulators/huggingface-server.ts';

/** An invented item of a daily list, as small as the API ever writes one. */
export function dailyItem(id: string, upvotes = 0): DailyItem {
  const title = `On the matter of ${id}`;
  const publishedAt = '2026-01-06T18:00:00.000Z';
  return {
    paper: {
      id,
      authors: [{ _id: `author-of-${id}`, name: 'Ada Quill', hidden: false }],
      publishedAt,
      title,
      summary: `We study ${id} and find that it holds.`,
      upvotes,
    },
    publishedAt,
    title,
    numComments: 0,
  };
}

/** `count` items with ids from `first` on and falling votes, so that pages keep their order. */
export function dailyItems(count: number, first = 1): DailyItem[] {
  return Array.from({ length: count }, (_, i) =>
    dailyItem(`2601.${String(first + i).padStart(5, '0')}`, count - i),
  );
}
