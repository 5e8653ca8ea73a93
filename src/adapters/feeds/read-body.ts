import { Fault } from '../../core/errors.ts';

export interface BodyLimits {
  /** Counted after decompression. */
  readonly maxBytes: number;
  /** Called for every piece that arrives: the body is alive. */
  readonly onProgress: () => void;
}

/**
 * The whole body as text (UTF-8). Refuses what is over the cap as soon as that is known, from `Content-Length` or from
 * the bytes as they are unpacked, and hangs up. Rejects with Fault `too-large`; with the stream's error otherwise.
 */
export async function readBody(response: Response, { maxBytes, onProgress }: BodyLimits): Promise<string> {
  const tooLarge = (size: string): Fault =>
    new Fault('too-large', `answer of ${size}; more than ${megabytes(maxBytes)} is not read`);
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (announced > maxBytes) {
    await response.body?.cancel();
    throw tooLarge(megabytes(announced));
  }
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    onProgress();
    size += piece.value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge(`over ${megabytes(maxBytes)}`);
    }
    text += decoder.decode(piece.value, { stream: true });
  }
  return text + decoder.decode();
}

const megabytes = (bytes: number): string => `${Math.round((bytes / 1_000_000) * 10) / 10} MB`;
