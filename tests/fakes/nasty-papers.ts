import type { Paper } from '../../src/core/papers/paper.ts';

const NASTY = [
  '<script>document.title="owned"</script>',
  '"><img src=x onerror=document.title="owned">',
  "'; document.title='owned'; //",
  '</title></style><svg onload=document.title="owned">',
  '[x](javascript:alert(1)) <https://evil.example|click> *bold* _it_ `code`',
  '<!channel> @everyone &lt;b&gt; &amp;amp; \u202Egnp.exe\u2066',
  '{{7*7}} <%= 7*7 %> \\u003cb\\u003e',
];

/** Papers whose titles, names and addresses try to be more than text. */
export const nastyPapers: readonly Paper[] = NASTY.map((title, at) => ({
  id: `arxiv:2601.0000${at}`,
  title,
  abstract: `${title} We say so.`,
  authors: [title],
  organization: { slug: 'nasty', name: title },
  keywords: [title],
  upvotes: 500 - at,
  listedOn: '2026-01-07',
  codeUrl: 'javascript:document.title="owned"',
  sightings: [],
}));
