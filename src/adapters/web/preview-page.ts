import { periodText } from '../../core/digest/day-text.ts';
import type { Digest, LeftOutReason } from '../../core/digest/digest.ts';
import { digestDocument } from '../../core/digest/digest-document.ts';
import { reasonPhrase, sayLeftOut, sayReasons } from '../../core/digest/reason-text.ts';
import type { Paper } from '../../core/papers/paper.ts';
import { paperUrl } from '../../core/papers/paper-id.ts';
import { DIGEST_STYLES } from '../../core/platform.ts';
import { addDays } from '../../core/sources/listing-day.ts';
import type { Day } from '../../core/time.ts';
import { discordPayloads } from '../discord/render.ts';
import { escapeHtml } from '../export/escape-html.ts';
import { webAddress } from '../export/web-address.ts';
import { slackPayloads } from '../slack/render.ts';
import { drawDiscord } from './discord-drawing.ts';
import {
  choiceQuery,
  PREVIEW_PLATFORMS,
  PREVIEW_THEMES,
  PREVIEW_WIDTHS,
  type PreviewChoice,
} from './preview-choice.ts';
import { drawSlack } from './slack-drawing.ts';

export interface PreviewView {
  readonly choice: PreviewChoice;
  /** The day that is shown, chosen or not. */
  readonly day: Day;
  /** Nothing where the choice could not be read. */
  readonly digest?: Digest;
  /** What was wrong with the choice, for the person who made it. */
  readonly problems: readonly string[];
  /** Is there an archive that trends can be told of? */
  readonly hasTrends?: boolean;
}

/** Where the trends of the chosen topics are: a page of words and chart, and the chart alone. */
export const TRENDS = { page: '/trends', chart: '/trends.svg' } as const;

const PLATFORM_NAMES = { discord: 'Discord', slack: 'Slack' } as const;
type PlatformName = keyof typeof PLATFORM_NAMES;

/** The whole page. It loads its own style and script and nothing else; without the script everything but copying works. */
export function previewPage(view: PreviewView): string {
  const { choice, digest } = view;
  const title = digest ? periodText(digest.period) : 'Preview';
  return `<!doctype html>
<html lang="en" class="page ${choice.theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Broadsheet preview</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/preview.css">
<script src="/preview.js" defer></script>
</head>
<body>
<header><p class="masthead">Broadsheet <span>preview</span></p><h1>${escapeHtml(title)}</h1></header>
<main>
${choiceForm(view)}
${problemList(view.problems)}
${digest ? shownDigest(digest, view) : ''}
</main>
<p id="copied" role="status"></p>
</body>
</html>
`;
}

function choiceForm({ choice, day }: PreviewView): string {
  const on = (date: Day): string => escapeHtml(choiceQuery({ ...choice, date }));
  return `<form aria-label="What to show">
<label class="date">Date <input type="date" name="date" value="${escapeHtml(day)}"></label>
<label class="topics">Topics <input type="search" name="topics" value="${escapeHtml(choice.topics)}" placeholder="everything" spellcheck="false"></label>
<label>Papers <input type="number" name="limit" min="1" max="50" value="${choice.limit}"></label>
${select('Style', 'style', DIGEST_STYLES, choice.style)}
${select('Platform', 'platform', PREVIEW_PLATFORMS, choice.platform)}
${select('Theme', 'theme', PREVIEW_THEMES, choice.theme)}
${select('Width', 'width', PREVIEW_WIDTHS, choice.width)}
<button>Show</button>
</form>
<nav aria-label="Days"><a href="${on(addDays(day, -1))}">← day before</a><a href="${on(addDays(day, 1))}">day after →</a></nav>`;
}

function select(label: string, name: string, options: readonly string[], chosen: string): string {
  const each = options
    .map(option => `<option${option === chosen ? ' selected' : ''}>${escapeHtml(option)}</option>`)
    .join('');
  return `<label>${label} <select name="${name}">${each}</select></label>`;
}

function problemList(problems: readonly string[]): string {
  if (problems.length === 0) return '';
  const said = problems.map(problem => `<li>${escapeHtml(problem)}</li>`).join('');
  return `<div class="problems" role="alert"><ul>${said}</ul></div>`;
}

function shownDigest(digest: Digest, { choice, day, hasTrends }: PreviewView): string {
  const query = choiceQuery({ ...choice, date: day });
  const names: readonly PlatformName[] =
    choice.platform === 'both' ? ['discord', 'slack'] : [choice.platform];
  const empty =
    digest.considered > 0
      ? ''
      : '<p class="hint">No paper of this day is known. <code>broadsheet fetch</code> asks the sources; <code>broadsheet preview --from FILE</code> shows papers of a file.</p>';
  const link = copyLink('/', query, 'link', 'Link to this page');
  const markdown = copyLink('/digest.md', query, 'Markdown', 'Markdown');
  return `${empty}<div class="panels ${choice.width}">${names.map(name => panel(name, digest, choice, query)).join('')}</div>
<ul class="copies">${markdown}${link}</ul>
<div class="why">${entryReasons(digest)}${leftOut(digest)}</div>
${trends(choice, hasTrends)}`;
}

/** The chart comes when it is scrolled to; the same in words is behind the link. */
function trends(choice: PreviewChoice, known: boolean | undefined): string {
  if (!known || choice.topics === '') return '';
  const query = `?${new URLSearchParams({ topics: choice.topics }).toString()}`;
  const topics = escapeHtml(choice.topics);
  return `<section class="trends" aria-labelledby="trends"><h2 id="trends">What becomes of ${topics}</h2><p class="hint">The last six months: <a href="${escapeHtml(TRENDS.page + query)}">the same in words</a></p><img src="${escapeHtml(TRENDS.chart + query)}" alt="Chart of ${topics}: papers a week, share of votes, rising terms and authors" loading="lazy" width="640"></section>`;
}

function panel(name: PlatformName, digest: Digest, choice: PreviewChoice, query: string): string {
  const document = digestDocument(digest, choice.style);
  const drawn =
    name === 'discord'
      ? drawDiscord(discordPayloads(document).map(body => ({ body })))
      : drawSlack(
          slackPayloads(document).map(({ blocks }, at) => ({
            blocks,
            ...(at > 0 && choice.style === 'thread' && { reply: true }),
          })),
        );
  const label = PLATFORM_NAMES[name];
  return `<section class="panel" aria-labelledby="${name}"><div class="bar"><h2 id="${name}">${label}</h2><ul class="copies">${copyLink(`/${name}.json`, query, `${label} payload`, 'Payload')}</ul></div><div class="screen ${name} ${choice.theme}">${drawn}</div></section>`;
}

/** A link to what is copied; the script puts a button beside it. */
function copyLink(path: string, query: string, what: string, label: string): string {
  return `<li><a href="${escapeHtml(path + query)}" data-copy="${escapeHtml(what)}">${escapeHtml(label)}</a></li>`;
}

function entryReasons({ entries }: Digest): string {
  const items = entries.map(({ paper, reasons, folded }) => {
    const phrases = sayReasons(reasons, paper).map(reasonPhrase);
    if (folded.length > 0) phrases.push(`${sayLeftOut(folded.map(() => ({ why: 'duplicate' })))} folded in`);
    const said = phrases.map(phrase => `<li>${escapeHtml(phrase)}</li>`).join('');
    return `<li>${titleLink(paper)}<ul>${said || '<li>the best of what there was</li>'}</ul></li>`;
  });
  const list = items.length > 0 ? `<ol>${items.join('')}</ol>` : '<p class="hint">Nothing is in it.</p>';
  return `<section aria-labelledby="in"><h2 id="in">Why each is in</h2>${list}</section>`;
}

function leftOut({ leftOut: all, considered }: Digest): string {
  const groups = new Map<LeftOutReason, Paper[]>();
  for (const { paper, why } of all) groups.set(why, [...(groups.get(why) ?? []), paper]);
  const said = [...groups].map(([why, papers]) => {
    const head = sayLeftOut(papers.map(() => ({ why })));
    const titles = papers.map(paper => `<li>${titleLink(paper)}</li>`).join('');
    return `<details><summary>${escapeHtml(head)}</summary><ul>${titles}</ul></details>`;
  });
  const none = '<p class="hint">Nothing was left out.</p>';
  return `<section aria-labelledby="out"><h2 id="out">What was left out</h2><p class="hint">${considered} considered, ${all.length} left out.</p>${said.join('') || none}</section>`;
}

function titleLink(paper: Paper): string {
  const url = webAddress(paper.url ?? paperUrl(paper.id) ?? '');
  const title = escapeHtml(paper.title);
  if (url === undefined) return `<span dir="auto">${title}</span>`;
  return `<a href="${escapeHtml(url)}" rel="noreferrer" dir="auto">${title}</a>`;
}
