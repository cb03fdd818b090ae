/** The style sheet of the page: light or dark as the reader's system is, and down to the width of a phone. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf8, #14161a); --card: light-dark(#ffffff, #1c1f25); --line: light-dark(#e4e0d9, #2e333c);
  --ink: light-dark(#1d2025, #e9e7e3); --soft: light-dark(#666a73, #9aa0ab);
  --passed: light-dark(#2e8b57, #46b97a); --failed: light-dark(#c8352b, #f0645a);
  --lesser: light-dark(#d98a1c, #eeaa45); --skipped: light-dark(#c9c6c0, #454b56); --accent: light-dark(#3554c9, #8ea4ff);
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body { margin: 0 auto; max-width: 70rem; padding: 2.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1, h2, h3, h4, p, dl, dd { margin: 0; }
h1 { font-size: clamp(1.4rem, 4.5vw, 2.3rem); line-height: 1.2; letter-spacing: -.02em; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.75rem 0 1rem; letter-spacing: -.01em; }
h3 { font-size: .95rem; margin: 1.75rem 0 .5rem; color: var(--soft); font-weight: 600; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .84rem; }
.kind { color: var(--soft); font-size: .8rem; letter-spacing: .08em; text-transform: uppercase; margin-bottom: .35rem; }
.score { display: flex; gap: 1.5rem; align-items: center; margin: 1.75rem 0; }
.score > div:last-child { flex: 1; min-width: 0; }
.verdict { font-size: 1.2rem; font-weight: 600; }
.ring { --tone: var(--passed); flex: none; width: 7rem; aspect-ratio: 1; border-radius: 50%; display: grid; place-content: center;
  grid-auto-flow: column; align-items: baseline;
  background: radial-gradient(closest-side, var(--paper) 82%, transparent 83%), conic-gradient(var(--tone) calc(var(--share) * 1%), var(--line) 0); }
.ring.bad { --tone: var(--failed); } .ring.fair { --tone: var(--lesser); }
.ring b { font-size: 1.7rem; letter-spacing: -.03em; } .ring span { color: var(--soft); }
.bar { display: flex; gap: 2px; height: .5rem; border-radius: 1rem; overflow: hidden; margin-top: .75rem; }
.bar .passed, .cell.passed { background: var(--passed); }
.bar .failed, .cell.failed { background: var(--failed); }
.bar .skipped, .cell.skipped { background: var(--skipped); }
.bar .lesser, .cell.failed.lesser { background: var(--lesser); }
header dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .9rem 1.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
dt { color: var(--soft); font-size: .78rem; } header dd { overflow-wrap: anywhere; font-size: .92rem; }
.matrix { display: grid; grid-template-columns: max-content max-content 1fr; gap: .55rem 1rem; align-items: center; padding: 1.1rem 1.25rem;
  background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
.area { color: inherit; text-decoration: none; } .area:hover { color: var(--accent); }
.area b { display: inline-block; width: 1.3rem; color: var(--soft); font-weight: 600; }
.count { color: var(--soft); font-variant-numeric: tabular-nums; text-align: right; font-size: .88rem; }
.cells { display: flex; flex-wrap: wrap; gap: 5px; }
.cell { display: inline-block; width: .85rem; height: .85rem; border-radius: 3px; }
.cells .cell { width: 19px; height: 19px; }
.cell span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.cells .cell:hover, .cell:focus-visible { outline: 2px solid var(--ink); outline-offset: 1px; }
.legend { margin-top: .75rem; color: var(--soft); font-size: .82rem; }
.legend .cell { vertical-align: -1px; margin: 0 .2rem 0 .8rem; } .legend .cell:first-child { margin-left: 0; }
.tools { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; position: sticky; top: 0; padding: .6rem 0; background: var(--paper); z-index: 1; }
.filters { display: flex; flex-wrap: wrap; gap: .35rem; }
button, input { font: inherit; font-size: .88rem; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 2rem; padding: .35rem .85rem; }
button { cursor: pointer; } button b { color: var(--soft); font-weight: 500; margin-left: .15rem; }
button[aria-pressed="true"] { background: var(--ink); color: var(--paper); border-color: var(--ink); } button[aria-pressed="true"] b { color: inherit; opacity: .7; }
input { flex: 1; min-width: 12rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.list { border: 1px solid var(--line); border-radius: .6rem; background: var(--card); overflow: clip; }
.check { scroll-margin-top: 4.5rem; } .check:not([hidden]) ~ .check { border-top: 1px solid var(--line); }
.check:target { outline: 2px solid var(--accent); outline-offset: -1px; }
summary { display: grid; grid-template-columns: 1rem 3.2rem 1fr auto; gap: .6rem; align-items: baseline; padding: .5rem .9rem; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; } summary:hover .title { color: var(--accent); }
.mark { width: .6rem; height: .6rem; border-radius: 50%; background: var(--passed); align-self: center; }
.check.failed .mark { background: var(--failed); } .check.failed.lesser .mark { background: var(--lesser); } .check.skipped .mark { background: var(--skipped); }
.check.skipped .title { color: var(--soft); } .check.failed .title { font-weight: 600; }
.severity { color: var(--soft); font-size: .78rem; }
.inside { padding: .25rem .9rem 1rem 2.5rem; } .facts { color: var(--soft); font-size: .85rem; margin-bottom: .5rem; }
.finding { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1rem; margin: .5rem 0 1rem; } .finding dd { overflow-wrap: anywhere; white-space: pre-wrap; }
.exchange { border-left: 3px solid var(--line); padding-left: .9rem; margin-top: 1rem; }
.exchange h4 { font-size: .78rem; color: var(--soft); font-weight: 600; margin: .5rem 0 .25rem; }
pre { margin: 0; padding: .7rem .9rem; max-height: 24rem; overflow: auto; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.nothing { padding: 2rem 0; color: var(--soft); }
[hidden] { display: none !important; }
@media (max-width: 40rem) {
  body { padding: 1.5rem .9rem 3rem; } .score { gap: 1rem; } .ring { width: 5rem; } .ring b { font-size: 1.25rem; }
  .matrix { grid-template-columns: 1fr max-content; padding: .9rem; } .cells { grid-column: 1 / -1; margin-bottom: .5rem; }
  summary { grid-template-columns: .7rem 3rem 1fr; } .severity { grid-column: 3; } .inside { padding-left: .9rem; }
  .finding { grid-template-columns: 1fr; gap: .1rem; } .finding dd { margin-bottom: .5rem; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print { .tools { display: none; } .check { break-inside: avoid; } }
`;
