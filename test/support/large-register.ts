import { join } from 'node:path';
import { parseRegister, type InstrumentSource, type PermissionSource, type RegisterSource } from '#register';
import { readProtocols } from '#protocols';
import { seeded } from './seeded';

/**
 * A register of a whole country, made up: as many permissions as asked, two an instrument, in the shape of the real one.
 * One provider in five is a role that five participants have. The catalogue, categories and territories are the real
 * ones; the same number gives the same register.
 */
export async function largeRegister(permissions: number): Promise<RegisterSource> {
  const { source, faults } = parseRegister(await readProtocols(join(process.cwd(), 'protocols')));
  if (source === undefined) throw new Error(`couldn't read \`protocols\`: it has ${faults.length} faults`);
  const next = seeded(permissions);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  const participants = Array.from({ length: participantCount }, (_, n) => ({
    ...source.participants[0]!,
    id: `deelnemer-${n}`,
    roles: [{ role: `rol-${Math.floor(n / roleHolders)}`, from: undefined, until: undefined, sure: 'seed' as const }],
    succeededBy: [],
    divisionOf: undefined,
    systems: [{ id: `deelnemer-${n}`, sends: true, reads: [], readsAlerts: false, readsDecisions: false }],
  }));
  const roles = Array.from({ length: participantCount / roleHolders }, (_, n) => ({
    id: `rol-${n}`,
    title: { nl: `rol ${n}` },
    succeededBy: [],
    confirmed: undefined,
  }));
  const purposes = Array.from({ length: purposeCount }, (_, n) => ({ ...source.purposes[0]!, id: `doel-${n}` }));
  const model = source.instruments.find((each) => each.versions.some((version) => version.permissions.length > 0))!;
  const rules = source.fields
    .filter(({ path }) => !inner.some((object) => path.startsWith(`${object}.`)))
    .map(({ path }) => ({ path, duty: { kind: 'keep' as const }, sure: 'seed' as const, justification: undefined }));
  const ofMembers = source.fields
    .filter(({ path }) => path.startsWith('gezin.leden[].'))
    .map(({ path }) => ({ path, duty: { kind: 'keep' as const }, sure: 'seed' as const, justification: undefined }));
  const permission = (index: number): PermissionSource => {
    const members = next() < 0.3;
    return {
      index,
      sure: 'seed',
      sureOf: {},
      providers: [
        next() < 0.2 ? { kind: 'role', role: pick(roles).id } : { kind: 'participant', id: pick(participants).id },
      ],
      recipients: [{ kind: 'participant', id: pick(participants).id }],
      purposes: [pick(purposes).id],
      categories: members ? ['kandidaat-huurder', 'huurder', 'gezinslid'] : [pick(['kandidaat-huurder', 'huurder'])],
      via: next() < 0.2 ? [{ kind: 'participant', id: pick(participants).id }] : [],
      territory:
        next() < 0.1
          ? {
              set: pick(source.territories).id,
              leaf: pick([undefined, 'persoon.hoofdverblijfplaats.nis']),
              sure: 'seed',
            }
          : undefined,
      fields: [
        rules[0]!,
        ...rules.slice(1).filter(({ path }) => next() < 0.18 || path === 'persoon.hoofdverblijfplaats.nis'),
        ...(members ? ofMembers.filter((_, at) => at === 0 || next() < 0.5) : []),
      ],
      relation: next() < 0.1 ? { caseload: 'recipient' } : undefined,
      consent: next() < 0.05,
      doNotContact: false,
      retentionStated: true,
      retention: pick(['P10Y', 'P5Y', 'unknown']),
      retentionAfter: undefined,
      transfer: undefined,
      processingAgreement: undefined,
      grant: undefined,
      ground: undefined,
      splitUnknown: false,
      notes: [],
      ...certainty(next() < 0.2),
    };
  };
  const instruments = Array.from({ length: permissions / 2 }, (_, n): InstrumentSource => {
    const version = { ...model.versions[0]!, from: pick(['2009-05-01', '2015-02-18', '2021-07-01']), draft: false };
    const until = next() < 0.2 ? '2024-01-01' : undefined;
    return {
      ...model,
      id: `akte-${n}`,
      versions: [{ ...version, until, confirmed: undefined, permissions: [permission(0), permission(1)] }],
    };
  });
  return { ...source, participants, roles, purposes, instruments, documents: [] };
}

const certainty = (assumed: boolean) => ({ assumed, doubted: assumed });

const participantCount = 200;
const roleHolders = 5;
const purposeCount = 40;
const inner = ['gezin.leden[]', 'partner', 'kind'];
