/**
 * The public page of the register: what is exchanged, on which ground, under which conditions, so that somebody outside can
 * read and check it alone (decree of 18 July 2008 on electronic government data exchange, art. 8 par. 1; GDPR art. 13-14).
 */
import type { LegalDate } from '#contract';
import type { InstrumentSource, RegisterSource } from '#register';
import { plain } from './block';
import { certaintyLegend } from './certainty';
import { escaped, pageHtml, renderHtml, scrolling, statedHtml } from './html';
import { describeInstrument, type InstrumentDescription } from './instrument';
import { instrumentBlocks } from './instrument-blocks';
import { matrixOf } from './matrix';
import { matrixNote, matrixTable } from './matrix-html';
import { dateText, kindText, stateTexts } from './words';

/** Name of the file to its HTML; `index.html` leads to all. `source` is without cases. */
export function publicPages(source: RegisterSource, at: LegalDate): ReadonlyMap<string, string> {
  const described = source.instruments.map(({ id }) => describeInstrument(source, id, at)!);
  const footer = `Gemaakt op ${dateText(at)} uit het register van uitwisselingen. Dossiers over één persoon staan hier nooit.`;
  const links = [
    { href: 'index.html', text: 'Alle instrumenten' },
    { href: 'gegevens.html', text: 'Wie krijgt welk gegeven' },
  ];
  const page = (title: string, main: string) => pageHtml({ title, links, main, footer });
  return new Map([
    ['index.html', page('Welke persoonsgegevens wij uitwisselen', indexMain(source, described, at))],
    ['gegevens.html', page('Wie krijgt welk gegeven', matrixMain(source, at))],
    ...described.map((each): [string, string] => [
      `${each.id}.html`,
      page(
        `${each.id}: ${each.title}`,
        `${renderHtml(instrumentBlocks(each))}\n<p class="quiet">${escaped(certaintyLegend)}</p>`,
      ),
    ]),
  ]);
}

function indexMain(source: RegisterSource, described: readonly InstrumentDescription[], at: LegalDate): string {
  const giving = (each: InstrumentDescription) => each.versions.some(({ permissions }) => permissions.length > 0);
  const groups: readonly (readonly [title: string, items: readonly InstrumentDescription[]])[] = [
    ['Wat vandaag geldt', described.filter((each) => giving(each) && each.state === 'in-force')],
    ['Geschorst', described.filter((each) => giving(each) && each.state === 'suspended')],
    [
      'Nog niet van kracht, of een ontwerp',
      described.filter((each) => giving(each) && ['to-come', 'draft'].includes(each.state)),
    ],
    ['Niet meer van kracht', described.filter((each) => giving(each) && each.state === 'ended')],
    ['Rechtsgronden', described.filter((each) => !giving(each))],
  ];
  const assumed = described.filter(isAssumed).length;
  return [
    '<h1>Welke persoonsgegevens wij uitwisselen</h1>',
    `<p>Deze pagina toont elke rechtshandeling waarop wij persoonsgegevens geven aan of krijgen van andere organisaties: waarvoor, over wie, welke gegevens, onder welke voorwaarden en hoe lang. Wat hier niet staat, wordt niet uitgewisseld, buiten dossiers over één persoon, die vertrouwelijk zijn. Stand op ${escaped(dateText(at))}.</p>`,
    assumed === 0
      ? ''
      : `<p class="warning">Van ${assumed} van de ${described.length} rechtshandelingen is een deel onze eigen reconstructie: wij konden de tekst niet lezen. Zo’n feit draagt overal het merk <span class="mark assumed">aangenomen</span> en is nooit de inhoud van de echte rechtshandeling. Buiten een demonstratie laat het niets door.</p>`,
    '<p>Vragen over uw gegevens stelt u aan de functionaris voor gegevensbescherming van de organisatie die ze heeft. U mag weten wie uw gegevens kreeg, ze laten verbeteren, de verwerking laten beperken of er bezwaar tegen maken (AVG art. 15 tot 21).</p>',
    ...groups
      .filter(([, items]) => items.length > 0)
      .map(([title, items]) => `<h2>${escaped(title)}</h2>\n${instrumentTable(title, items, source)}`),
    `<h2>Openbare bronnen</h2>\n<ol class="list">${source.sources.map(({ number, text }) => `<li value="${number}">${escaped(text)}</li>`).join('')}</ol>`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function instrumentTable(title: string, items: readonly InstrumentDescription[], source: RegisterSource): string {
  const byId = new Map(source.instruments.map((each) => [each.id, each]));
  const rows = items.map((each) => {
    const link = `<th scope="row"><a href="${escaped(each.id)}.html">${escaped(each.id)}</a></th>`;
    const cells = [
      escaped(each.title),
      escaped(`${kindText(each.kind)}, ${each.authority.title}`),
      sinceHtml(byId.get(each.id)!),
      isAssumed(each) ? '<span class="mark assumed">deels aangenomen</span>' : escaped(stateTexts[each.state]),
    ];
    return `<tr>${link}${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const head = ['Instrument', 'Waarover', 'Wie besliste', 'Vanaf', 'Stand'];
  return scrolling(
    title,
    `<table><caption>${items.length === 1 ? '1 instrument' : `${items.length} instrumenten`}</caption><thead><tr>${head.map((text) => `<th scope="col">${text}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`,
  );
}

function sinceHtml({ versions }: InstrumentSource): string {
  const first = versions
    .map(({ from }) => from)
    .filter((from) => from !== undefined)
    .sort()[0];
  return statedHtml(plain(first === undefined ? 'geen datum' : dateText(first)));
}

function isAssumed({ versions }: InstrumentDescription): boolean {
  return versions.some(({ permissions }) => permissions.some(({ assumed }) => assumed));
}

function matrixMain(source: RegisterSource, at: LegalDate): string {
  const title = 'Wie krijgt welk gegeven';
  return [
    `<h1>${title}</h1>`,
    `<p>Stand op ${escaped(dateText(at))}. Elke rij is een gegeven, elke kolom een ontvanger.</p>`,
    `<p class="quiet">${escaped(matrixNote)}</p>`,
    matrixTable(matrixOf(source, { at }), title),
  ].join('\n');
}
