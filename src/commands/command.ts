import type { Document } from '../core/document/document.ts';
import type { ChannelAddress, Person } from '../core/platform.ts';
import type { Weekday } from '../core/subscriptions/subscription.ts';
import type { Day } from '../core/time.ts';
import type { Services } from './services.ts';

/** What an option may hold, and what the handler gets for it. */
interface OptionValues {
  /** Any text. */
  text: string;
  /** A query of topics and search; checked by the handler, which knows the catalogue. */
  query: string;
  /** A paper's id, arXiv number or page address. */
  paper: string;
  integer: number;
  choice: string;
  /** `9`, `9am`, `09:00` → minutes after midnight. */
  time: number;
  /** `weekdays`, `daily`, `mon,thu` → ascending. */
  days: readonly Weekday[];
  /** An IANA zone, in its own spelling. */
  zone: string;
  /** `2026-01-07`, `today`, `yesterday`. */
  day: Day;
  cron: string;
}
export type OptionKind = keyof OptionValues;

/** What autocompletion offers for an option. */
export type Completion = 'topics' | 'zones' | 'papers' | 'subscribed-topics' | 'periods' | 'commands';

/** One option of a command, as data. Names are lower case with `_`, unique in the command. */
export interface OptionSpec {
  readonly kind: OptionKind;
  /** At most 100 characters, without a full stop. */
  readonly summary: string;
  readonly required?: true;
  /** Takes the words of a line that belong to no key: one each, in order, and the last takes the rest. */
  readonly positional?: true;
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly completion?: Completion;
  /** Shown in help: what it is when left out. */
  readonly fallback?: string;
}

type ValueOf<S extends OptionSpec> = S extends { kind: 'choice'; choices: readonly (infer C)[] }
  ? C
  : OptionValues[S['kind']];

/** The handler's view of its options: required ones are there, others may be absent. */
export type OptionsOf<S extends Readonly<Record<string, OptionSpec>>> = {
  readonly [K in keyof S as S[K] extends { required: true } ? K : never]: ValueOf<S[K]>;
} & {
  readonly [K in keyof S as S[K] extends { required: true } ? never : K]?: ValueOf<S[K]>;
};

/** Who asks, and from where. */
export interface Caller {
  readonly person: Person;
  readonly channel: ChannelAddress;
  /** May this person change this channel's subscriptions? The adapter asks its platform. */
  readonly mayManage: boolean;
  /** A conversation of this person with the bot alone. */
  readonly direct: boolean;
  /** IANA zone of the person, where the platform tells. */
  readonly tz?: string;
  /** BCP 47. */
  readonly locale?: string;
}

export interface CommandRequest<O = unknown> {
  readonly caller: Caller;
  readonly options: O;
}

/** What a command answers; private to the caller until shared. */
export interface Reply {
  readonly document: Document;
  /** Machine-readable form of the same, for `--json`. */
  readonly data?: unknown;
  /** Files for the caller: an export of saved papers, a chart. */
  readonly files?: readonly {
    readonly name: string;
    readonly mediaType: string;
    readonly bytes: Uint8Array;
  }[];
}

export interface CommandSpec<
  S extends Readonly<Record<string, OptionSpec>> = Readonly<Record<string, OptionSpec>>,
> {
  /** One lower-case word. */
  readonly name: string;
  /** At most 100 characters, without a full stop. */
  readonly summary: string;
  /** `manage` needs {@link Caller.mayManage}. */
  readonly access: 'read' | 'manage';
  readonly options: S;
  /** Lines as typed after `/papers`, shown in help and run by a test. */
  readonly examples: readonly string[];
  /** Its answer says nothing of the caller and may be shown to the whole channel. */
  readonly shareable?: true;
  /** Left out of registration, help and documentation: what only buttons call. */
  readonly hidden?: true;
}

/** A declaration with its handler. Rejects with UsageError for the person who typed, Fault for the world outside. */
export interface Command {
  readonly spec: CommandSpec;
  run(request: CommandRequest, services: Services): Promise<Reply>;
}

/** Ties a declaration to a handler whose option types follow from it. */
export function defineCommand<const S extends Readonly<Record<string, OptionSpec>>>(
  spec: CommandSpec<S>,
  handle: (request: CommandRequest<OptionsOf<S>>, services: Services) => Promise<Reply>,
): Command {
  return {
    spec,
    // Option checks produce exactly OptionsOf<S> before a handler is called; see check-options.ts.
    run: (request, services) => handle(request as CommandRequest<OptionsOf<S>>, services),
  };
}

/** Option texts by name, not yet checked. */
export type RawOptions = Readonly<Record<string, string>>;

/** A command as an adapter hands it over: by a typed line, a shell's words, or a form with named options. */
export type Invocation =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'options'; readonly name: string; readonly options: RawOptions };

/** What became of a command: an answer, a mistake of the person who typed (nothing was changed), or a failure of ours. */
export type Answer =
  | {
      readonly kind: 'answered';
      readonly reply: Reply;
      /** `public` when the caller asked to share it with the channel. */
      readonly audience: 'caller' | 'public';
      /** The line that shares this answer; absent where it is nobody else's business, or shared already. */
      readonly shareLine?: string;
    }
  | { readonly kind: 'rejected'; readonly message: string; readonly document: Document }
  | { readonly kind: 'failed'; readonly message: string; readonly document: Document };

/** What can be chosen while typing: `label` is shown, `value` is what it stands for. */
export interface Choice {
  readonly label: string;
  readonly value: string;
}

/** All commands as an adapter uses them: what to register, how to run a line, what to offer while somebody types. */
export interface CommandDesk {
  /** In the order help shows them; hidden ones are not among them. */
  readonly specs: readonly CommandSpec[];
  /** Never rejects; no answer holds a stack trace or a secret. */
  run(invocation: Invocation, caller: Caller): Promise<Answer>;
  /** Best first, at most 25; rejects never, and offers nothing where it does not know. */
  complete(
    asked: { readonly command: string; readonly option: string; readonly typed: string },
    caller: Caller,
  ): Promise<readonly Choice[]>;
}
