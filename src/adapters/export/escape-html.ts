const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for quoted attributes, of HTML and of XML; characters that no page may hold become replacement characters. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n]|\p{Surrogate}|\p{Noncharacter_Code_Point}/gu, '\ufffd')
    .replace(/[&<>"']/g, sign => ENTITIES[sign] ?? sign);
}
