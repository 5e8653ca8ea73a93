import { slackManifest } from '../adapters/slack/manifest.ts';
import { COMMANDS } from '../commands/catalogue.ts';
import { packageVersion } from '../config.ts';
import type { Config } from '../config-schema.ts';

/** The app manifest to paste at api.slack.com, as JSON; Socket Mode without `url`. */
export function slackManifestText({ slack }: Config, url?: string): string {
  const specs = [...COMMANDS.values()].map(command => command.spec).filter(spec => !spec.hidden);
  const options = {
    specs,
    version: packageVersion(),
    distributed: slack.clientId !== undefined,
    unfurl: slack.unfurlPaperLinks,
  };
  return JSON.stringify(slackManifest(url === undefined ? options : { ...options, url }), null, 2);
}
