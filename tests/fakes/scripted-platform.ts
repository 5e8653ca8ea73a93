import type { Block, Document } from '../../src/core/document/document.ts';
import { plainText } from '../../src/core/document/plain-text.ts';
import type {
  ChannelAddress,
  FindOutcome,
  OutgoingMessage,
  Person,
  Platform,
  PostOutcome,
  PostRequest,
} from '../../src/core/platform.ts';

/** What a post does: an outcome, with `arrives` where the message stands in the channel all the same. */
export type ScriptedPost = PostOutcome | { readonly kind: 'lost-answer' } | { readonly kind: 'hangs' };

/**
 * A platform in memory whose answers a test writes; without a script every post succeeds. It keeps what it was given
 * and never removes a repeated message.
 */
export class ScriptedPlatform implements Platform {
  readonly name = 'scripted';
  readonly postsPerSecond: number = Number.POSITIVE_INFINITY;
  readonly settleMs: number = 10_000;
  /** What stands in the channels, in the order it arrived. */
  readonly messages: {
    readonly channel: string;
    readonly key: string;
    readonly under?: string;
    readonly id: string;
  }[] = [];
  readonly told: { readonly person: Person; readonly summary: string }[] = [];
  readonly requests: PostRequest[] = [];
  lookups = 0;
  /** Answers to the next posts of a channel, first first. */
  readonly script = new Map<string, ScriptedPost[]>();
  /** Answers to the next looks into any channel. */
  readonly findScript: FindOutcome[] = [];

  /** One message that says everything but the papers, and one under it for each paper. */
  render(document: Document): readonly OutgoingMessage[] {
    const isEntry = (block: Block): boolean => block.kind === 'entry';
    const head = message(document.blocks.filter(block => !isEntry(block)));
    return [head, ...document.blocks.filter(isEntry).map(block => ({ ...message([block]), under: 0 }))];
  }

  async post(request: PostRequest): Promise<PostOutcome> {
    this.requests.push(request);
    const scripted = this.script.get(request.channel.channel)?.shift();
    if (!scripted) return { kind: 'posted', messageId: this.arrive(request) };
    if (scripted.kind === 'hangs') return new Promise(() => undefined);
    if (scripted.kind !== 'lost-answer') return scripted;
    this.arrive(request);
    return { kind: 'unknown', reason: 'the connection broke' };
  }

  /** Puts the message into its channel. */
  arrive({ channel, key, under }: PostRequest): string {
    const id = `m${this.messages.length}`;
    this.messages.push({ channel: channel.channel, key, id, ...(under === undefined ? {} : { under }) });
    return id;
  }

  async findPosted(channel: ChannelAddress, keys: readonly string[]): Promise<FindOutcome> {
    this.lookups++;
    const scripted = this.findScript.shift();
    if (scripted) return scripted;
    const found = this.messages.filter(
      message => message.channel === channel.channel && keys.includes(message.key),
    );
    return { kind: 'found', messageIds: new Map(found.map(message => [message.key, message.id])) };
  }

  async tell(person: Person, document: Document): Promise<boolean> {
    this.told.push({ person, summary: document.summary });
    return true;
  }
}

function message(blocks: readonly Block[]): OutgoingMessage {
  const paperIds = blocks.flatMap(block =>
    block.kind === 'entry' && block.paperId !== undefined ? [block.paperId] : [],
  );
  return { payload: plainText({ summary: '', blocks }), paperIds };
}
