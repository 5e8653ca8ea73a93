import { createServer, connect as dial, type Server, type Socket } from 'node:net';

/** A door before a server: open it passes bytes on, shut it cuts every connection and refuses new ones. */
export class TcpGate {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #open = true;

  private constructor(host: string, port: number) {
    this.#server = createServer(inside => {
      if (!this.#open) return void inside.destroy();
      const outside = dial(port, host);
      this.#join(inside, outside);
      this.#join(outside, inside);
    });
  }

  /** Listens on a free port of 127.0.0.1. */
  static async before(host: string, port: number): Promise<TcpGate> {
    const gate = new TcpGate(host, port);
    await new Promise<void>(resolve => gate.#server.listen(0, '127.0.0.1', resolve));
    return gate;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the gate is not listening');
    return address.port;
  }

  shut(): void {
    this.#open = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  open(): void {
    this.#open = true;
  }

  async close(): Promise<void> {
    this.shut();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #join(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
    from.pipe(to);
  }
}
