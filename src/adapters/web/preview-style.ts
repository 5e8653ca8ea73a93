import { DISCORD_STYLE } from './discord-drawing.ts';
import { SLACK_STYLE } from './slack-drawing.ts';
import { themeRules } from './theme-rules.ts';

const PAGE_COLOURS = {
  light: {
    paper: '#f6f3ec',
    ink: '#1d1d1b',
    soft: '#5f5b52',
    line: '#d5cfc1',
    card: '#fffdf8',
    accent: '#0b5f6b',
  },
  dark: {
    paper: '#161513',
    ink: '#e9e5dc',
    soft: '#a8a296',
    line: '#3b3832',
    card: '#1f1e1b',
    accent: '#86cad3',
  },
};

/** `/preview.css`: the page, and inside it the two drawings. */
export const PREVIEW_STYLE = `${themeRules('page', PAGE_COLOURS)}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
body{margin:0 auto;max-width:88rem;padding:0 2rem 4rem}
header{padding:2.2rem 0 1.1rem;border-bottom:3px double var(--ink);text-align:center}
.masthead{margin:0;color:var(--soft);font-size:.82rem;letter-spacing:.16em;text-transform:uppercase}.masthead span{letter-spacing:.05em;text-transform:none}
h1,h2{font-family:"Iowan Old Style","Palatino Linotype",Palatino,"Noto Serif",Georgia,serif;font-weight:600;line-height:1.2;text-wrap:balance}
h1{margin:.25rem 0 0;font-size:clamp(1.7rem,4vw,2.7rem)}
h2{margin:0;font-size:1.25rem}
form{display:flex;flex-wrap:wrap;gap:.9rem 1rem;align-items:end;padding:1.4rem 0 .9rem}
form label{display:grid;gap:.25rem;color:var(--soft);font-size:.8rem}
.topics{flex:1 1 16rem}
form input,form select,form button,.copies button{min-height:2.4rem;padding:0 .65rem;border:1px solid var(--soft);border-radius:4px;background:var(--card);color:var(--ink);font:inherit;font-size:.95rem}
form input[type=number]{width:4.6rem}form ::placeholder{color:var(--soft);opacity:1}
form button{padding:0 1.3rem;border-color:var(--ink);background:var(--ink);color:var(--paper);font-weight:600;cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
nav{display:flex;justify-content:space-between;padding-bottom:1.2rem;font-size:.88rem}
main>nav a,.why a,.copies a{color:inherit;text-underline-offset:.2em;text-decoration-thickness:1px}
.why a{text-decoration-color:var(--line)}.why a:hover{text-decoration-color:currentColor}
.problems{margin:0 0 1.4rem;padding:.8rem 1rem;border-left:4px solid #b3261e;background:var(--card)}.problems ul{margin:0;padding-left:1.2rem}
.hint{color:var(--soft);margin:.2rem 0 .8rem;font-size:.93rem}
.panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,34rem),1fr));gap:2rem;align-items:start}
.panels.phone{grid-template-columns:repeat(auto-fit,min(100%,390px));justify-content:center;gap:3rem}
.panel{min-width:0}
.bar{display:flex;justify-content:space-between;align-items:center;min-height:2.6rem;margin-bottom:.5rem}
.screen{border:1px solid var(--edge);border-radius:10px;overflow:hidden}
.phone .screen{border-radius:22px;border-width:6px}
.copies{display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;margin:0;padding:0;list-style:none;font-size:.88rem}.copies li{display:flex;gap:.5rem;align-items:center}
.copies button{min-height:1.9rem;font-size:.85rem;cursor:pointer}
main>.copies{justify-content:center;padding:1.4rem 0 0}
.why{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:2.5rem;margin-top:2.2rem;padding-top:1.6rem;border-top:1px solid var(--line)}
.why ol{margin:.9rem 0 0;padding-left:1.6rem}.why ol>li{margin-bottom:.9rem;padding-left:.3rem}.why ol>li::marker{color:var(--soft);font-variant-numeric:tabular-nums}
.why ol ul{margin:.15rem 0 0;padding:0;list-style:none;color:var(--soft);font-size:.88rem}.why ol ul li{display:inline}.why ol ul li+li::before{content:" · "}
summary{padding:.4rem 0;cursor:pointer}details{border-top:1px solid var(--line)}details ul{margin:.1rem 0 1rem;padding-left:1.3rem;font-size:.93rem}details li{margin-bottom:.25rem}
main>.trends{margin-top:2.2rem;padding-top:1.6rem;border-top:1px solid var(--line)}.trends a{color:inherit}.trends img{display:block;max-width:100%;height:auto;border-radius:10px}
#copied{position:fixed;right:1.2rem;bottom:1.2rem;margin:0;padding:.6rem 1rem;border-radius:6px;background:var(--ink);color:var(--paper);font-size:.9rem}#copied:empty{display:none}
@media(max-width:40rem){body{padding:0 1rem 3rem}header{padding-top:1.4rem}form{display:grid;grid-template-columns:1fr 1fr}.date,.topics{grid-column:1/-1}form label>*{min-width:0;width:100%}form input[type=number]{width:100%}}
${DISCORD_STYLE}
${SLACK_STYLE}
.screen a{text-decoration:underline;text-decoration-color:color-mix(in srgb,currentColor 35%,transparent);text-decoration-thickness:1px;text-underline-offset:.15em}
`;
