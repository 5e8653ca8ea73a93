import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { PGlite } from '@electric-sql/pglite';

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */
const SSL_REQUEST = 80877103;
const CANCEL_REQUEST = 80877102;
const SYNC = 'S';
const QUERY = 'Q';
const TERMINATE = 'X';

/**
 * PostgreSQL compiled to WebAssembly behind PostgreSQL's protocol. It has one session, which connections take in
 * turn: for one exchange up to its Sync, or for a whole transaction.
 */
export class PGliteServer {
  readonly #database: PGlite;
  readonly #server: Server;
  readonly #waiting: { readonly socket: Socket; readonly run: () => void }[] = [];
  #inTurn: Socket | undefined;
  #running = false;

  private constructor(database: PGlite) {
    this.#database = database;
    this.#server = createServer(socket => this.#serve(socket));
  }

  /** Starts an empty database on a free port of 127.0.0.1; takes seconds. */
  static async start(): Promise<PGliteServer> {
    const started = new PGliteServer(await PGlite.create());
    started.#server.listen(0, '127.0.0.1');
    await once(started.#server, 'listening');
    return started;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the server is not listening');
    return `postgres://postgres@127.0.0.1:${address.port}/postgres`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    await this.#database.close();
  }

  #serve(socket: Socket): void {
    let bytes = Buffer.alloc(0);
    let exchange: Buffer[] = [];
    let started = false;
    socket.on('error', () => socket.destroy());
    socket.on('close', () => void this.#leave(socket));
    socket.on('data', (data: Buffer) => {
      bytes = Buffer.concat([bytes, data]);
      for (;;) {
        const size = started ? 1 + (bytes.length < 5 ? Infinity : bytes.readInt32BE(1)) : sizeOfStart(bytes);
        if (bytes.length < size) return;
        const message = bytes.subarray(0, size);
        bytes = bytes.subarray(size);
        const type = started ? String.fromCharCode(message[0] ?? 0) : QUERY;
        if (!started && message.readInt32BE(4) === SSL_REQUEST) socket.write('N');
        else if (type === TERMINATE || (!started && message.readInt32BE(4) === CANCEL_REQUEST)) socket.end();
        else {
          started = true;
          exchange.push(message);
          if (type !== SYNC && type !== QUERY) continue;
          const whole = exchange;
          exchange = [];
          void this.#take(socket, whole);
        }
      }
    });
  }

  async #take(socket: Socket, messages: readonly Buffer[]): Promise<void> {
    if (this.#inTurn && (this.#inTurn !== socket || this.#waiting.some(next => next.socket === socket)))
      await new Promise<void>(run => this.#waiting.push({ socket, run }));
    this.#inTurn = socket;
    this.#running = true;
    try {
      for (const message of messages)
        await this.#database.runExclusive(() =>
          this.#database.execProtocolRawStream(message, {
            onRawData: data => void (socket.writable && socket.write(Buffer.from(data))),
          }),
        );
    } catch {
      socket.destroy();
    }
    this.#running = false;
    await this.#next(socket);
  }

  /** The session goes to whoever waits longest; inside a transaction only its own connection may go on. */
  async #next(socket: Socket): Promise<void> {
    const within = this.#database.isInTransaction();
    if (within && socket.destroyed) await this.#database.exec('rollback');
    const index = within && !socket.destroyed ? this.#waiting.findIndex(next => next.socket === socket) : 0;
    const [next] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (next) next.run();
    else if (!within || socket.destroyed) this.#inTurn = undefined;
  }

  async #leave(socket: Socket): Promise<void> {
    if (this.#inTurn === socket && !this.#running && !this.#database.closed) await this.#next(socket);
  }
}

const sizeOfStart = (bytes: Buffer): number => (bytes.length < 8 ? Infinity : bytes.readInt32BE(0));
