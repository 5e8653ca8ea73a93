import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A browser of this machine, or the one `CHROMIUM` names; nothing where there is none, which in CI is an error. */
export function findChromium(): string | undefined {
  const found = [process.env['CHROMIUM'], ...PLACES].find(place => place !== undefined && existsSync(place));
  if (found === undefined && process.env['CI'])
    throw new Error('CI has no Chromium: .ci/run installs it, or CHROMIUM names one');
  return found;
}

/** Nothing that a browser does by itself: no update, no report, no first page. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
