import { createTerminalPlatform } from '../adapters/terminal/adapter.ts';
import { TERMINAL_CHANNEL } from '../adapters/terminal/place.ts';
import { terminalLook } from '../adapters/terminal/terminal-look.ts';
import { createApp } from '../app/create-app.ts';
import { createPlatforms } from '../app/create-platforms.ts';
import { describeRun, type RunDescription } from '../app/describe-run.ts';
import { examineQuickly } from '../app/doctor/examine-quickly.ts';
import type { AppEnvironment, Stores } from '../app/open-stores.ts';
import type { Config } from '../config-schema.ts';
import { Fault, UsageError } from '../core/errors.ts';
import type { Finding } from '../core/finding.ts';
import type { Platform } from '../core/platform.ts';
import { prepare } from './prepare.ts';
import type { ExitCode, Terminal, Verb } from './verb.ts';

const NOTHING_TO_RUN =
  'there is nothing to run: set DISCORD_TOKEN, or SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or TERMINAL=1 to have digests here; a subscription of the terminal ' +
  'does that too (broadsheet papers subscribe topic:agents at:09:00)';

export const start: Verb = {
  usage: '',
  flags: {},
  async run({ positionals }, terminal): Promise<ExitCode> {
    if (positionals.length > 0) throw new UsageError(`start takes no ${JSON.stringify(positionals[0])}`);
    const { config, environment } = prepare(terminal, 'as-configured');
    for (const finding of examineQuickly(config, process.versions.node))
      await tell(finding, environment, terminal);
    let describe: (() => Promise<RunDescription>) | undefined;
    const app = await createApp(config, environment, async ({ stores }, owner) => {
      const { chats, webhooks } = await createPlatforms(config, environment, stores, owner);
      const others = (await wantsTerminal(config, stores)) ? [terminalPlatform(terminal)] : [];
      if (chats.length + others.length === 0) throw new UsageError(NOTHING_TO_RUN);
      const names = [...chats, ...others].map(each => each.name);
      describe = () => describeRun(names, config, stores, terminal.clock.now());
      return { chats, others, webhooks };
    });
    await app.start();
    environment.log.info('started');
    if (describe) await announce(await describe(), environment, terminal);
    const refusal = await Promise.race([aborted(terminal.signal), app.refused]);
    environment.log.info('stopping');
    await app.stop();
    environment.log.info('stopped');
    if (refusal === undefined) return 0;
    throw new Fault('refused', refusal);
  },
};

/** What a look before the start found wrong. */
async function tell(finding: Finding, { log }: AppEnvironment, { stderr }: Terminal): Promise<void> {
  if (finding.verdict === 'ok') return;
  const { subject, says, fix } = finding;
  if (stderr.isTTY) await stderr.write(`${subject}: ${says} (${fix})\n`);
  else log[finding.verdict === 'fail' ? 'error' : 'warn']('doctor', { subject, says, fix });
}

/** Three lines for a person; events for everybody else. */
async function announce(
  { platforms, subscriptions, sources }: RunDescription,
  { log }: AppEnvironment,
  { stderr }: Terminal,
): Promise<void> {
  const lines = { platforms, subscriptions, sources };
  for (const [name, says] of Object.entries(lines)) {
    if (stderr.isTTY) await stderr.write(`${name.padEnd(13)}  ${says}\n`);
    else log.info(name, { says });
  }
}

async function wantsTerminal(config: Config, { subscriptions }: Stores): Promise<boolean> {
  const { platform } = TERMINAL_CHANNEL;
  if (config.terminal || config.subscriptions.some(each => each.platform === platform)) return true;
  return (await subscriptions.ofPlatform(platform)).length > 0;
}

function terminalPlatform({ stdout, environment }: Terminal): Platform {
  return createTerminalPlatform(
    text => stdout.write(text),
    () => terminalLook({ isTTY: stdout.isTTY, columns: stdout.columns, env: environment }),
  );
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
