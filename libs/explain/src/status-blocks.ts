import { plain, type Block } from './block';
import type { Status } from './status';
import type { FactToConfirm } from './to-confirm';
import { dateText } from './words';

/** A long list is cut on the screen; `--json` has it whole. */
const linesMax = 12;

/** The status in plain Dutch. `all`: every line, however many. */
export function statusBlocks(status: Status, all: boolean): Block[] {
  const { at, toConfirm, permissions, drafts } = status;
  const sound = toConfirm.length === 0;
  const empty = permissions.all === 0;
  return [
    { kind: 'heading', level: 1, text: `Stand van het register op ${dateText(at)}` },
    {
      kind: 'paragraph',
      ...((!sound || empty) && { tone: 'warning' as const }),
      said: plain(sound && empty ? nothingPermitted(drafts) : readiness(permissions, sound)),
    },
    ...section(`Te bevestigen: ${count(toConfirm.length, 'feit', 'feiten', '')}`, toConfirm.map(factLine), all),
    ...(sound ? [] : [{ kind: 'paragraph', tone: 'quiet', said: plain(howToConfirm) } as const]),
    ...besideConfirming(status, all),
  ];
}

/** What else an installation must look after: what ends, permits nothing, is not known or contradicts. */
export function besideConfirming({ ending, drafts, suspended, unknown, conflicts }: Status, all: boolean): Block[] {
  return [
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

function readiness({ all, confirmed }: Status['permissions'], sound: boolean): string {
  if (sound)
    return `Niets staat in de weg: ${count(all, 'toelating die geldt, steunt', 'toelatingen die gelden, steunen')} geheel op bevestigde feiten.`;
  if (all === 0) return 'Nog niet klaar, en er geldt op deze dag geen enkele toelating.';
  const open = all - confirmed;
  return (
    `Nog niet klaar: van ${count(all, 'toelating die geldt', 'toelatingen die gelden')} ${open === 1 ? 'steunt er 1' : `steunen er ${open}`} voor minstens één partij op feiten die wij aannemen. ` +
    'Buiten een demonstratie is het antwoord daarop `unconfirmed`, tot twee mensen elk feit in een bron nakeken.'
  );
}

function nothingPermitted(drafts: Status['drafts']): string {
  const nothing = 'Er geldt op deze dag geen enkele toelating: dit laat niets toe.';
  return drafts.length === 0 ? nothing : `${nothing} Wat er is, is ontwerp; hieronder staat wat daarvoor nog nodig is.`;
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

/** `participants/shm-gent.yaml:4: wie … is; voor 12 instrumenten`. */
function factLine({ file, path, line, column, what, instruments }: FactToConfirm): string {
  // The first place of a file holds no fact: a register that came without lines says so of every one.
  const place = line > 1 || column > 1 ? `${file}:${line}` : `${file} (${path})`;
  const own = instruments.length === 1 && file === `instruments/${instruments[0]}.yaml`;
  const whose = instruments.length === 1 ? instruments[0] : `${instruments.length} instrumenten`;
  return `${place}: ${what}${own ? '' : `; voor ${whose}`}`;
}

const howToConfirm =
  'Twee mensen kijken een feit na in een bron van `sources.yaml` en zetten dan `confirmed: { on: …, by: [wie, wie], source: … }` waar het ' +
  'staat: bij de versie of de toetreding van het instrument, bij de rol of het doel, of bovenaan het bestand van de deelnemer of het gebied.';

function grouped(items: readonly { readonly subject: string; readonly what: string }[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const { subject, what } of items) groups.set(what, [...(groups.get(what) ?? []), subject]);
  return [...groups];
}

function count(number: number, one: string, many: string, article = 'de '): string {
  return number === 1 ? `${article === '' ? 1 : 'de ene'} ${one}` : `${article}${number} ${many}`;
}
