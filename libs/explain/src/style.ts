/** The one style sheet. Colours come in pairs with a contrast of at least 4.5 : 1, in light and in dark. */
export const style = `
:root { --ink: #1b1b1b; --paper: #ffffff; --quiet: #555b63; --line: #8a9099; --link: #0b4f8a; --warn-ink: #5a3a00; --warn-paper: #fff4d6; --band: #f2f4f6 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --paper: #16181b; --quiet: #b4bac2; --line: #6c737c; --link: #8cc4ff; --warn-ink: #ffe2a3; --warn-paper: #3a2d0c; --band: #22262b }
}
* { box-sizing: border-box }
html { font: 100%/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
body { margin: 0 auto; max-width: 62rem; padding: 1rem }
h1 { font-size: 1.6rem; line-height: 1.25 }
h2 { font-size: 1.25rem; margin-top: 2rem }
h1, h2, h3, p, li, dd, dt, td, th { overflow-wrap: anywhere }
a { color: var(--link) }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.skip { position: absolute; left: -100vw; background: var(--paper); padding: .5rem }
.skip:focus { left: 1rem }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0 }
nav a, .list a { display: inline-block; padding: .25rem 0 }
dl > div { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: 0 1rem; padding: .35rem 0; border-bottom: 1px solid var(--band) }
dt { color: var(--quiet); grid-row: 1 / span 20 }
dd { margin: 0; grid-column: 2 }
@media (max-width: 36rem) { dl > div { display: block } }
.mark { font-size: .85em; color: var(--quiet); border: 1px solid var(--line); border-radius: .25rem; padding: 0 .3rem; white-space: nowrap }
.mark.assumed, p.warning { color: var(--warn-ink); background: var(--warn-paper) }
.mark.assumed { border-style: dashed; border-color: currentColor }
p.warning { padding: .6rem .8rem; border-left: .3rem solid currentColor }
p.quiet, footer { color: var(--quiet) }
.scroll { overflow-x: auto; margin: 1rem 0 }
table { border-collapse: collapse; width: 100%; font-size: .95rem }
caption { text-align: left; font-weight: 600; padding: .3rem 0 }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border-bottom: 1px solid var(--line) }
thead th { background: var(--band) }
tbody th { font-weight: 500 }
.matrix td, .matrix th, thead th { overflow-wrap: normal }
@media (min-width: 48rem) { .matrix tbody th { position: sticky; left: 0; max-width: 16rem; background: var(--paper) } }
.matrix tbody th { min-width: 11rem }
code { font-size: .9em }
footer { margin-top: 3rem; border-top: 1px solid var(--line) }
@media print { .skip, nav { display: none } .scroll { overflow: visible } }
`;
