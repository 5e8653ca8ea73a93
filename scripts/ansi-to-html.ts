/** The styles and links that the terminal renderer writes, as HTML spans; anything else in `text` is text. */
export function ansiToHtml(text: string): string {
  const ESC = '\u001b';
  const pattern = new RegExp(`${ESC}\\[([\\d;]*)m|${ESC}\\]8;;([!-~]*)${ESC}\\\\`, 'g');
  let html = '';
  let from = 0;
  let open = false;
  for (const found of text.matchAll(pattern)) {
    html += escapeHtml(text.slice(from, found.index));
    from = found.index + found[0].length;
    const [, codes, url] = found;
    if (codes !== undefined) {
      if (open) html += '</span>';
      open = codes !== '0' && codes !== '';
      if (open)
        html += `<span class="${codes
          .split(';')
          .map(code => `s${code}`)
          .join(' ')}">`;
    } else html += url ? '<u>' : '</u>';
  }
  return html + escapeHtml(text.slice(from));
}

const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
