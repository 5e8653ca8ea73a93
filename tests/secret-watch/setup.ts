import { afterAll } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { secretWatch } from './secret-watch.ts';

// Every test file runs under this watch: a secret that it used and that came out anywhere fails the file.
secretWatch.watching = true;

// oxlint-disable-next-line typescript/unbound-method -- it is called with its own `this` below
const { reveal } = Secret.prototype;
Secret.prototype.reveal = function (this: Secret): string {
  const value = reveal.call(this);
  secretWatch.used(value);
  return value;
};

const request = globalThis.fetch;
/** Pages of the process are read by people; what others answer may hold tokens. Its server marks every page. */
globalThis.fetch = async (input, init) => {
  const response = await request(input, init);
  if (response.headers.get('x-content-type-options') === 'nosniff') {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = JSON.stringify([...response.headers]);
    response
      .clone()
      .text()
      .then(
        text => secretWatch.saw(`the page ${url.pathname}`, headers + text),
        () => undefined,
      );
  }
  return response;
};

afterAll(() => {
  const leaks = secretWatch.leaks();
  if (leaks.length > 0) throw new Error(leaks.join('; '));
});
