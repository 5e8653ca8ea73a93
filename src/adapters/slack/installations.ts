import type { KeyedStore } from '../../core/keyed-store.ts';
import type { Secret } from '../../core/secret.ts';
import type { Clock, InstantMs } from '../../core/time.ts';
import { isJson, textAt } from './json-value.ts';
import type { TokenVault } from './token-vault.ts';

/** What is known of one installation: a workspace, or a whole organisation. */
export interface Installation {
  readonly token: Secret;
  readonly botUser?: string;
  readonly botId?: string;
}

/** Where the bot is installed. */
export interface Installations {
  /** By team; of an organisation-wide install by any of its teams, once `enterprise` was named or seen with it. */
  find(workspace: string, enterprise?: string): Promise<Installation | undefined>;
  botUser(workspace: string): Promise<string | undefined>;
  /** The token is worth nothing any more. Subscriptions stay. */
  forget(workspace: string): Promise<void>;
}

/** The one workspace that a token in the configuration belongs to. */
export class OneInstallation implements Installations {
  #known: { readonly workspace: string; readonly installation: Installation } | undefined;

  set(workspace: string, installation: Installation): void {
    this.#known = { workspace, installation };
  }

  async find(workspace: string): Promise<Installation | undefined> {
    return this.#known?.workspace === workspace ? this.#known.installation : undefined;
  }

  async botUser(workspace: string): Promise<string | undefined> {
    return (await this.find(workspace))?.botUser;
  }

  /** A revoked token may be given back under the same configuration: Slack says so itself at the next call. */
  async forget(): Promise<void> {}
}

/** A burst of requests is one read. Another process that installs or forgets is heard of after so long. */
const REMEMBERED_MS = 10_000;
const REMEMBERED = 1_000;

/** Installations of any number of workspaces, their tokens encrypted at rest. With a clock it remembers for moments what it read. */
export class InstallationBook implements Installations {
  readonly #store: KeyedStore;
  readonly #vault: TokenVault;
  readonly #clock: Pick<Clock, 'now'> | undefined;
  readonly #recent = new Map<
    string,
    { readonly at: InstantMs; readonly read: Promise<Installation | undefined> }
  >();

  constructor(store: KeyedStore, vault: TokenVault, clock?: Pick<Clock, 'now'>) {
    this.#store = store;
    this.#vault = vault;
    this.#clock = clock;
  }

  /** `place` is the team's id, or the enterprise's for an install in a whole organisation. */
  async put(place: string, { token, botUser, botId }: Installation): Promise<void> {
    this.#recent.clear();
    await this.#store.set(`installation:${place}`, {
      token: this.#vault.seal(token, place),
      ...(botUser && { botUser }),
      ...(botId && { botId }),
    });
  }

  async find(workspace: string, enterprise?: string): Promise<Installation | undefined> {
    const now = this.#clock?.now();
    if (now === undefined) return this.#look(workspace, enterprise);
    const key = `${workspace} ${enterprise ?? ''}`;
    const known = this.#recent.get(key);
    if (known && now - known.at < REMEMBERED_MS) return known.read;
    if (this.#recent.size >= REMEMBERED) this.#recent.clear();
    const read = this.#look(workspace, enterprise);
    this.#recent.set(key, { at: now, read });
    const found = await read.catch(() => undefined);
    // Only what is there is remembered: an install that was just made must be found at once.
    if (!found) this.#recent.delete(key);
    return read;
  }

  async #look(workspace: string, enterprise?: string): Promise<Installation | undefined> {
    const own = await this.#read(workspace);
    if (own) return own;
    const above = enterprise ?? (await this.#store.get(`enterprise-of:${workspace}`));
    if (typeof above !== 'string') return undefined;
    const installation = await this.#read(above);
    if (installation && enterprise !== undefined)
      await this.#store.set(`enterprise-of:${workspace}`, enterprise);
    return installation;
  }

  /** Whether an install of `place`, a team or an organisation, is the one that serves this workspace. */
  async serves(place: string, workspace: string): Promise<boolean> {
    return workspace === place || (await this.#store.get(`enterprise-of:${workspace}`)) === place;
  }

  async botUser(workspace: string): Promise<string | undefined> {
    return (await this.find(workspace))?.botUser;
  }

  async forget(workspace: string): Promise<void> {
    this.#recent.clear();
    if ((await this.#store.get(`installation:${workspace}`)) !== undefined)
      await this.#store.delete(`installation:${workspace}`);
    else await this.#store.delete(`enterprise-of:${workspace}`);
  }

  /** A record that an older key sealed is sealed again with the newest. */
  async #read(place: string): Promise<Installation | undefined> {
    const record = await this.#store.get(`installation:${place}`);
    const sealed = textAt(record, 'token');
    if (!isJson(record) || sealed === undefined) return undefined;
    const opened = this.#vault.open(sealed, place);
    const [botUser, botId] = [textAt(record, 'botUser'), textAt(record, 'botId')];
    const installation = { token: opened.token, ...(botUser && { botUser }), ...(botId && { botId }) };
    if (opened.stale) await this.put(place, installation);
    return installation;
  }
}
