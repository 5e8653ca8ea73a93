/** The target of `rel="next"` in a `Link` header (RFC 8288), resolved against `base`. */
export function nextLink(header: string | null, base: URL): URL | undefined {
  for (const [, target = '', parameters = ''] of (header ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
    const names = (relations?.[1] ?? relations?.[2] ?? '').toLowerCase().split(/\s+/);
    if (names.includes('next') && URL.canParse(target, base.href)) return new URL(target, base);
  }
  return undefined;
}
