/** One participant: who it is, what it may get and give on a day, in plain Dutch. */
import { within, type LegalDate } from '#contract';
import { resolver, type RegisterSource } from '#register';
import { plain, type Block, type FactRow } from './block';
import type { Stated } from './certainty';
import { namesOf, type Named } from './names';
import { dateText, listText, versionState, windowText } from './words';

export interface ParticipantDescription {
  readonly id: string;
  readonly title: string;
  readonly sure: RegisterSource['participants'][number]['sure'];
  readonly kbo: string | undefined;
  readonly divisionOf: Named | undefined;
  readonly partOf: readonly Stated[];
  readonly level: RegisterSource['participants'][number]['level'];
  readonly insideEea: boolean;
  readonly processor: boolean;
  readonly roles: readonly (Stated & { readonly role: string })[];
  readonly succeededBy: readonly (Stated & { readonly participant: string })[];
  readonly systems: RegisterSource['participants'][number]['systems'];
  readonly notes: readonly Stated[];
  readonly at: LegalDate;
  /** Instruments in force on the day, by what this participant is in them. */
  readonly gets: readonly Flow[];
  readonly gives: readonly Flow[];
}

interface Flow {
  readonly instrument: string;
  readonly purpose: Named;
  readonly others: readonly string[];
  readonly fields: number;
}

/** `source` is without cases; undefined where it has no such participant. */
export function describeParticipant(
  source: RegisterSource,
  id: string,
  at: LegalDate,
): ParticipantDescription | undefined {
  const participant = source.participants.find((each) => each.id === id);
  if (participant === undefined) return undefined;
  const names = namesOf(source);
  return {
    id,
    title: participant.name.nl,
    sure: participant.sure,
    kbo: participant.kbo,
    divisionOf:
      participant.divisionOf === undefined
        ? undefined
        : { id: participant.divisionOf, title: names.participant(participant.divisionOf) },
    partOf: participant.partOf.map(({ name, from, until, sure }) => ({
      text: `${name.nl}, ${windowText(from, until)}`,
      sure,
    })),
    level: participant.level,
    insideEea: participant.insideEea,
    processor: participant.processor,
    roles: participant.roles.map(({ role, from, until, sure }) => ({
      role,
      text:
        from === undefined && until === undefined
          ? names.role(role)
          : `${names.role(role)}, ${windowText(from, until)}`,
      sure,
    })),
    succeededBy: participant.succeededBy.map((next) => ({
      participant: next.participant,
      text: `${names.participant(next.participant)}, vanaf ${dateText(next.from)}${next.keeps ? ', en deze deelnemer houdt wat hij had' : ''}`,
      sure: next.sure,
    })),
    systems: participant.systems,
    notes: participant.notes.map(({ nl, sure }) => ({ text: nl, sure })),
    at,
    gets: flows(source, id, at, 'recipients'),
    gives: flows(source, id, at, 'providers'),
  };
}

function flows(source: RegisterSource, id: string, at: LegalDate, side: 'recipients' | 'providers'): Flow[] {
  const resolve = resolver(source);
  const names = namesOf(source);
  const found: Flow[] = [];
  for (const instrument of source.instruments) {
    for (const version of instrument.versions) {
      if (versionState(instrument, version, at) !== 'in-force') continue;
      for (const permission of version.permissions) {
        const onDay = (parties: typeof permission.providers) =>
          parties
            .flatMap((party) => resolve(party, instrument))
            .filter(({ from, until }) => within(at, from, until))
            .map(({ participant }) => participant);
        if (!onDay(permission[side]).includes(id)) continue;
        const others = onDay(permission[side === 'recipients' ? 'providers' : 'recipients']);
        for (const purpose of permission.purposes) {
          found.push({
            instrument: instrument.id,
            purpose: { id: purpose, title: names.purpose(purpose) },
            others: [...new Set(others)],
            fields: permission.fields.length,
          });
        }
      }
    }
  }
  return found;
}

export function participantBlocks(described: ParticipantDescription): Block[] {
  const { id, title, sure, at, systems, notes } = described;
  const list = (label: string, values: readonly Stated[]): FactRow[] =>
    values.length === 0 ? [] : [{ label, values: values.map(({ text, sure }) => ({ text, sure })) }];
  const table = (caption: string, other: string, all: readonly Flow[]): Block[] =>
    all.length === 0
      ? [{ kind: 'paragraph', said: plain(`${caption}: niets.`) }]
      : [
          {
            kind: 'table',
            caption,
            columns: [
              { head: 'Instrument' },
              { head: 'Velden', optional: true },
              { head: other },
              { head: 'Waarvoor' },
            ],
            rows: all.map(({ instrument, fields, others, purpose }) => [
              plain(instrument),
              plain(String(fields)),
              plain(
                others.length > 3
                  ? `${others.slice(0, 2).join(', ')} en ${others.length - 2} andere`
                  : listText(others),
              ),
              plain(purpose.title),
            ]),
          },
        ];
  return [
    { kind: 'heading', level: 1, text: `${id}: ${title}` },
    {
      kind: 'facts',
      rows: [
        { label: 'Deelnemer', values: [{ text: title, sure }] },
        ...list('Ondernemingsnummer', described.kbo === undefined ? [] : [plain(kboText(described.kbo))]),
        ...list('Afdeling van', described.divisionOf === undefined ? [] : [plain(described.divisionOf.title)]),
        ...list('Hoorde bij', described.partOf),
        ...list('Hoedanigheid', described.roles),
        ...list('Opgevolgd door', described.succeededBy),
        ...list('Geeft volgens', described.level === undefined ? [] : [plain(levels[described.level])]),
        ...list('Verwerker', described.processor ? [plain('werkt in opdracht van een ander (AVG art. 28)')] : []),
        ...list('Plaats', described.insideEea ? [] : [plain('buiten de Europese Economische Ruimte')]),
        ...list(
          'Systemen',
          systems.map(({ id: system, reads, sends, readsAlerts, readsDecisions }) => {
            const does = [
              ...(reads.length > 0 ? [`leest ${reads.join(', ')}`] : []),
              ...(readsAlerts ? ['leest de weigeringen van deze deelnemer'] : []),
              ...(readsDecisions ? ['leest alle beslissingen'] : []),
              ...(sends ? ['mag aanbieden'] : []),
            ];
            return plain(`${system}: ${does.join('; ')}`);
          }),
        ),
      ],
    },
    ...(notes.length > 0 ? [{ kind: 'list', items: notes } as const] : []),
    { kind: 'heading', level: 2, text: `Op ${dateText(at)}` },
    ...table('Krijgt', 'Van', described.gets),
    ...table('Geeft', 'Aan', described.gives),
  ];
}

const levels = {
  federal: 'de regels van de federale overheid',
  'social-security': 'de regels van de sociale zekerheid',
  flemish: 'de regels van de Vlaamse overheid',
  private: 'een overeenkomst of toestemming: geen overheid',
} as const;

function kboText(kbo: string): string {
  return `${kbo.slice(0, 4)}.${kbo.slice(4, 7)}.${kbo.slice(7)}`;
}
