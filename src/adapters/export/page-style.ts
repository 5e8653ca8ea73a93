/** The look of an exported page: one column, quiet, the reader's own light or dark. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ink:#1d1d1b;--soft:#62605a;--faint:#d9d5cb;--paper:#fbfaf7;--accent:#0b5f6b}
@media (prefers-color-scheme:dark){:root{--ink:#e6e3dc;--soft:#a09c92;--faint:#3a3833;--paper:#191816;--accent:#7cc5cf}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
main{max-width:44rem;margin:0 auto;padding:3.5rem 1.5rem 4rem}
h1,h2,h3{font-family:"Iowan Old Style","Palatino Linotype",Palatino,"Noto Serif",Georgia,serif;font-weight:600;line-height:1.25}
h1{font-size:2.1rem;margin:0 0 .9rem;padding-bottom:.9rem;border-bottom:2px solid var(--ink)}
h1+p{color:var(--soft);margin:0 0 2.6rem}
h2{font-size:1.28rem;margin:0 0 .35rem;text-wrap:balance}
p{margin:0 0 .6rem;text-wrap:pretty}
a{color:inherit;text-decoration:underline;text-decoration-color:var(--faint);text-underline-offset:.2em;text-decoration-thickness:.08em}
a:hover{color:var(--accent);text-decoration-color:currentColor}
h2 a{text-decoration-color:transparent}
article{position:relative;margin:0 0 2.3rem;padding-inline-start:2.6rem}
.number{position:absolute;inset-inline-start:0;color:var(--soft);font-weight:400;font-variant-numeric:tabular-nums}
.meta,.note{color:var(--soft);font-size:.86rem;margin:0 0 .1rem}
.meta strong{color:var(--ink);font-weight:600}
em{font-style:normal;color:var(--accent)}
.note:first-of-type,article+.note{margin-top:2.6rem;padding-top:.9rem;border-top:1px solid var(--faint)}
.note+.note{margin-top:0;padding-top:0;border-top:0}
dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1.2rem}
dt{color:var(--soft)}dd{margin:0}
code{font:.9em/1.5 ui-monospace,"JetBrains Mono",Menlo,Consolas,monospace}
pre{padding:1rem;border:1px solid var(--faint);border-radius:6px;overflow-x:auto}
hr{border:0;border-top:1px solid var(--faint);margin:2rem 0}
figure{margin:1.5rem 0}img{max-width:100%;height:auto}
.actions{padding:0;list-style:none;color:var(--soft);font-size:.9rem}
@media (max-width:34rem){main{padding:2rem 1.1rem}article{padding-inline-start:0}.number{position:static}}
@media print{body{background:#fff;color:#000}article{break-inside:avoid}}
`;
