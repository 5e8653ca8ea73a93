import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { SecretWatch, secretWatch } from './secret-watch.ts';

const openWatch = (): SecretWatch => Object.assign(new SecretWatch(), { watching: true });

describe('the watch over secrets', () => {
  it('names the place where a used secret came out, without the secret', () => {
    const watch = openWatch();
    watch.used('xoxb-very-secret');
    watch.saw('a log line', '{"reason":"xoxb-very-secret was refused"}');
    watch.saw('an address', '/callback?token=a%2Fb%2Bc%3D%3D');
    watch.used('a/b+c==');
    expect(watch.leaks()).toEqual([
      'a log line shows the secret that begins with "xox"',
      'an address shows the secret that begins with "a/b"',
    ]);
  });

  it('is quiet about what was never used and about ordinary words', () => {
    const watch = openWatch();
    watch.used('moe');
    watch.saw('a digest', 'moe routing');
    expect(watch.leaks()).toEqual([]);
  });

  it('learns of every secret as it is revealed', () => {
    new Secret('learned-of-in-a-test').reveal();
    const before = secretWatch.leaks();
    const watch = openWatch();
    watch.used(new Secret('learned-of-in-a-test').reveal());
    watch.saw('here', 'learned-of-in-a-test');
    expect([before, watch.leaks().length]).toEqual([[], 1]);
  });
});
