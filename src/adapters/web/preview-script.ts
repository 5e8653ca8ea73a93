/** `/preview.js`: a copy button beside every link that has something to copy. What is copied is what the link gives. */
export const PREVIEW_SCRIPT = `const status = document.getElementById('copied');
for (const link of document.querySelectorAll('a[data-copy]')) {
  const what = link.dataset.copy;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', 'Copy ' + what);
  button.addEventListener('click', async () => {
    try {
      const text = what === 'link' ? link.href : await (await fetch(link.href)).text();
      await navigator.clipboard.writeText(text);
      status.textContent = 'Copied: ' + what;
    } catch {
      status.textContent = 'Not copied: the browser does not allow it. The link opens the same text.';
    }
    setTimeout(() => { status.textContent = ''; }, 4000);
  });
  link.after(button);
}
`;
