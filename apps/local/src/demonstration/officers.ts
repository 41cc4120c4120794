import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { insz } from './requests';
import { openCase, sluis, type Installed } from './sluis';

/** Past those whom the requests are about, so that no answer to a request depends on how far this came. */
const firstPerson = 150;

/** What officers of a living installation did: facts entered, a person looked up, a case in hand, a proposal that waits. */
export async function officersAct(installed: Installed): Promise<void> {
  await sluis(installed, ['facts', 'record', '--file', '-'], demonstrationFacts());
  await sluis(installed, ['ledger', 'person', '--file', '-'], {
    insz: insz(0),
    why: 'Vraag om inzage, AVG art. 15',
  });
  await takeOne(installed);
  await proposeOne(installed);
}

/** About persons who do not exist. */
function demonstrationFacts(): readonly object[] {
  const from = '2026-01-05';
  const about = (n: number, kind: string, ground: string, more: object = {}): object => ({
    kind,
    insz: insz(firstPerson + n),
    participant: 'woondienst-izegem',
    from,
    until: null,
    ground,
    ...more,
  });
  return [
    about(0, 'restriction', 'AVG art. 18, betwiste juistheid'),
    about(1, 'restriction', 'AVG art. 18, lopend bezwaar'),
    about(2, 'objection', 'AVG art. 21', { purposes: ['nieuwsbrief'] }),
  ];
}

/** The name that should not have gone along is somebody's to look into. */
async function takeOne(installed: Installed): Promise<void> {
  const found = await openCase(installed, 'field-not-permitted');
  if (found === undefined) return;
  const note = 'Leverancier gevraagd of het formulier dit veld kan weglaten.';
  const change = ['--status', 'in-review', '--assignee', 'compliance', '--note', note];
  await sluis(installed, ['ledger', 'case', found.id, ...change]);
}

const path = 'instruments/rr-2013-48.yaml';
const field = /^ *persoon\.wettelijkeSamenwoning: \{\}\n/m;

/** One field less for one recipient: a second officer has yet to say yes or no. */
async function proposeOne(installed: Installed): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sluis-demonstration-'));
  try {
    const file = join(folder, 'proposed.yaml');
    writeFileSync(file, readFileSync(join(installed.root, 'protocols', path), 'utf8').replace(field, ''));
    await sluis(installed, [
      'register',
      'propose',
      '--upload',
      `${path}=${file}`,
      '--json',
      '--title',
      'Vlabinvest zonder wettelijke samenwoning',
      '--reason',
      'Vlabinvest liet weten dat het dit gegeven niet meer nodig heeft.',
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
