import { plain, type Block } from './block';
import type { FactToConfirm, Status } from './status';
import { dateText } from './words';

/** A long list is cut on the screen; `--json` has it whole. */
const linesMax = 12;

/** The status in plain Dutch. `all`: every line, however many. */
export function statusBlocks(status: Status, all: boolean): Block[] {
  const { at, toConfirm, permissions, ending, drafts, suspended, unknown, conflicts } = status;
  const ready = toConfirm.length === 0;
  const open = permissions.all - permissions.confirmed;
  return [
    { kind: 'heading', level: 1, text: `Stand van het register op ${dateText(at)}` },
    {
      kind: 'paragraph',
      ...(!ready && { tone: 'warning' as const }),
      said: plain(
        ready
          ? `Niets staat in de weg: ${count(permissions.all, 'toestemming die geldt, steunt', 'toestemmingen die gelden, steunen')} geheel op bevestigde feiten.`
          : `Nog niet klaar: van ${count(permissions.all, 'toestemming die geldt', 'toestemmingen die gelden')} ${open === 1 ? 'steunt er 1' : `steunen er ${open}`} voor minstens één partij op feiten die wij aannemen. ` +
              'Buiten een demonstratie is het antwoord daarop `unconfirmed`, tot twee mensen elk feit in een bron nakeken.',
      ),
    },
    ...section(
      `Te bevestigen: ${toConfirm.length} feiten`,
      byFile(toConfirm).map(
        ({ file, facts, instruments }) =>
          `${file}: ${placesText(facts)} (${instruments.length === 1 ? `voor ${instruments[0]}` : `voor ${instruments.length} instrumenten`})`,
      ),
      all,
    ),
    ...section(
      'Eindigt binnenkort',
      ending.map(({ on, subject, what }) => `${dateText(on)}: ${subject}: ${what}`),
      all,
    ),
    ...section(
      'Ontwerpen: laten niets toe',
      drafts.map(
        ({ instrument, missing }) => `${instrument}: nog nodig: ${missing.map(({ text }) => text).join('; ')}`,
      ),
      all,
    ),
    ...section(
      'Geschorst: laten niets toe',
      suspended.map(
        ({ instrument, until, reason }) =>
          `${instrument}: ${until === undefined ? 'zonder einde' : `tot ${dateText(until)}`}: ${reason}`,
      ),
      all,
    ),
    ...section(
      'Niet bekend',
      grouped(unknown).map(([what, subjects]) => `${what}: ${subjects.join(', ')}`),
      all,
    ),
    ...section(
      'Tegenstrijdig',
      conflicts.map(({ subject, what }) => `${subject} ${what}`),
      all,
    ),
  ];
}

function section(title: string, lines: readonly string[], all: boolean): Block[] {
  if (lines.length === 0) return [];
  const shown = all ? lines : lines.slice(0, linesMax);
  const more = lines.length - shown.length;
  return [
    { kind: 'heading', level: 2, text: title },
    { kind: 'list', items: shown.map(plain) },
    ...(more > 0 ? [{ kind: 'paragraph', said: plain(`… en nog ${more}; \`--all\` toont ze`) } as const] : []),
  ];
}

function byFile(facts: readonly FactToConfirm[]) {
  const files = new Map<string, { file: string; facts: FactToConfirm[]; instruments: string[] }>();
  for (const fact of facts) {
    const known = files.get(fact.file) ?? { file: fact.file, facts: [], instruments: [] };
    if (!hasLines([fact]) || !known.facts.some(({ line }) => line === fact.line)) known.facts.push(fact);
    for (const id of fact.instruments) if (!known.instruments.includes(id)) known.instruments.push(id);
    files.set(fact.file, known);
  }
  return [...files.values()];
}

/** Lines of the file or, in a register that came without lines, the paths inside it. */
function placesText(facts: readonly FactToConfirm[]): string {
  if (!hasLines(facts)) return facts.map(({ path }) => path).join(', ');
  return `${facts.length === 1 ? 'regel' : 'regels'} ${facts.map(({ line }) => line).join(', ')}`;
}

/** The first place of a file holds no fact: a register without lines says so of every one. */
function hasLines(facts: readonly FactToConfirm[]): boolean {
  return facts.some(({ line, column }) => line > 1 || column > 1);
}

function grouped(items: readonly { readonly subject: string; readonly what: string }[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const { subject, what } of items) groups.set(what, [...(groups.get(what) ?? []), subject]);
  return [...groups];
}

function count(number: number, one: string, many: string): string {
  return number === 1 ? `de ene ${one}` : `de ${number} ${many}`;
}
