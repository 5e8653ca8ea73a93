import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Fault } from '../../core/errors.ts';
import { Secret } from '../../core/secret.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The keys in `BROADSHEET_SECRET`: the newest first, former ones behind commas. */
export const keysOf = (secret: Secret): Secret[] =>
  secret
    .reveal()
    .split(',')
    .map(key => key.trim())
    .filter(key => key !== '')
    .map(key => new Secret(key));

/**
 * Encrypts tokens at rest with AES-256-GCM. The first secret seals; every one opens, so that a key is changed by putting
 * a new one in front of the old. What was sealed for one place opens for no other.
 */
export class TokenVault {
  readonly #keys: readonly Buffer[];

  constructor(secrets: readonly Secret[]) {
    this.#keys = secrets.map(secret =>
      Buffer.from(hkdfSync('sha256', secret.reveal(), 'broadsheet', 'slack installation tokens', 32)),
    );
  }

  seal(token: Secret, place: string): string {
    const [key] = this.#keys;
    if (!key) throw new Fault('storage', 'there is no key to encrypt tokens with: set BROADSHEET_SECRET');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(token.reveal(), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** `stale` when an older key opened it. Throws Fault when none does. */
  open(sealed: string, place: string): { readonly token: Secret; readonly stale: boolean } {
    const bytes = Buffer.from(sealed, 'base64');
    for (const [at, key] of this.#keys.entries()) {
      try {
        const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES))
          .setAAD(Buffer.from(place))
          .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        const text = Buffer.concat([
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
          decipher.final(),
        ]);
        return { token: new Secret(text.toString('utf8')), stale: at > 0 };
      } catch {}
    }
    throw new Fault(
      'storage',
      `no key opens the stored token of ${place}: put the former key behind the new one in BROADSHEET_SECRET, after a comma`,
    );
  }
}
