import { Writable } from 'node:stream';
import {
  autocompleteMultiselect,
  confirm,
  intro,
  log,
  multiselect,
  outro,
  password,
  text,
} from '@clack/prompts';
import { UsageError } from '../../core/errors.ts';
import type { Terminal } from '../verb.ts';
import type { Choice, Interview } from './interview.ts';

/** Rows of a list that are shown at once. */
const ROWS = 8;

/** A person at a terminal, asked by Clack. */
export function askPerson({ stdin, stdout, signal }: Terminal): Interview {
  const output = writableOf(stdout);
  const common = { input: stdin, output, signal };
  return {
    begin: title => intro(title, { output }),
    show: (title, body) => {
      log.step(title, { output });
      // Without the line beside it, so that it can be copied.
      output.write(`\n${body}\n\n`);
    },
    several: async (message, choices, required) =>
      answered(await multiselect({ ...common, message, options: [...choices].map(optionOf), required })),
    search: async (message, choices) =>
      answered(
        await autocompleteMultiselect({
          ...common,
          message,
          options: [...choices].map(optionOf),
          placeholder: 'type to search, Tab to choose, Enter when done',
          maxItems: ROWS,
        }),
      ),
    text: async (message, initialValue, problem) =>
      answered(
        await text({ ...common, message, initialValue, validate: typed => problem(typed?.trim() ?? '') }),
      ).trim(),
    secret: async (message, problem) =>
      answered(
        await password({ ...common, message, mask: '•', validate: typed => problem(typed?.trim() ?? '') }),
      ).trim(),
    agree: async message => answered(await confirm({ ...common, message })),
    end: body => outro(body, { output }),
  };
}

function answered<T>(answer: T): Exclude<T, symbol> {
  if (typeof answer === 'symbol') throw new UsageError('stopped; nothing was written');
  return answer as Exclude<T, symbol>;
}

const optionOf = ({ value, label, hint }: Choice) => ({
  value,
  label,
  ...(hint === undefined ? {} : { hint }),
});

/** The terminal as the stream that Clack wants. What is written here and there stays in order: nothing waits. */
function writableOf(stdout: Terminal['stdout']): Writable {
  const writable = new Writable({
    decodeStrings: false,
    write(piece: string, _encoding, done) {
      void stdout.write(piece);
      done();
    },
  });
  return Object.assign(writable, { columns: stdout.columns, isTTY: stdout.isTTY });
}
