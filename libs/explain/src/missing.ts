/** What a draft still lacks before it can permit anything. */
import type { LegalDate } from '#contract';
import { toFillIn } from './draft';
import { namesOf, type Names } from './names';
import { parseRegister, type Fault, type FaultCode, type RegisterSource } from '#register';

export interface Missing {
  /** Key of the file that is to be filled in, or the code of the rule that is not met. */
  readonly what: string;
  readonly text: string;
}

/**
 * By id, for every draft of the register. Beside what makes it a draft (no date, no signature, no approval, no permission) it
 * is whatever the register's own rules would say on the day that it were dated, signed and approved: they are asked, not
 * repeated here.
 */
export function missingOf(source: RegisterSource, at: LegalDate): ReadonlyMap<string, readonly Missing[]> {
  const drafts = source.instruments.filter(
    ({ versions }) =>
      versions.some(({ draft }) => draft) || versions.every(({ permissions }) => permissions.length === 0),
  );
  const completed = new Map(
    source.documents.map(({ path, document }) => [path, JSON.stringify(completedDocument(path, document, at))]),
  );
  const names = namesOf(source);
  const faults = drafts.length === 0 ? [] : parseRegister(completed).faults;
  return new Map(
    drafts.map((instrument) => {
      const file = `instruments/${instrument.id}.yaml`;
      const own = instrument.versions.flatMap((version): Missing[] => [
        ...(version.from === undefined ? [{ what: 'from', text: 'de eerste dag waarop het geldt' }] : []),
        ...(version.signed === undefined && instrument.kind === 'protocol'
          ? [{ what: 'signed', text: 'de dag van de ondertekening' }]
          : []),
        ...version.approvals
          .filter(({ on }) => on === undefined)
          .map(({ body }) => ({ what: 'approvals', text: `de goedkeuring door ${body}` })),
        ...(version.permissions.length === 0
          ? [{ what: 'permissions', text: 'wie aan wie wat mag geven, waarvoor en over wie' }]
          : []),
      ]);
      const grounds =
        instrument.legalBases.length === 0 ? [{ what: 'legalBases', text: 'de rechtsgrond waarop het steunt' }] : [];
      const ruled = faults.filter((fault) => fault.file === file).flatMap((fault) => rulesMissing(fault, names));
      const asked = instrument.notes
        .filter(({ nl }) => nl.startsWith(toFillIn))
        .map(({ nl }) => ({ what: 'notes', text: nl.slice(toFillIn.length + 2) }));
      return [instrument.id, [...own, ...grounds, ...ruled, ...asked]] as const;
    }),
  );
}

interface RawVersion {
  readonly from?: string;
  readonly signed?: string;
  readonly approvals?: readonly { readonly on?: string }[];
}

/** As it would be on the day of signature. */
function completedDocument(path: string, document: unknown, at: LegalDate): unknown {
  if (!path.startsWith('instruments/')) return document;
  const instrument = document as { readonly kind: string; readonly versions: readonly RawVersion[] };
  return {
    ...instrument,
    versions: instrument.versions.map((version) => ({
      ...version,
      from: version.from ?? at,
      ...(instrument.kind === 'protocol' && { signed: version.signed ?? version.from ?? at }),
      ...(version.approvals && {
        approvals: version.approvals.map((approval) => ({ ...approval, on: approval.on ?? version.from ?? at })),
      }),
    })),
  };
}

const texts: Partial<Record<FaultCode, string>> = {
  'advice-missing': 'het advies van de functionaris voor gegevensbescherming van',
  'publication-missing': 'de bekendmaking door',
  'justification-missing': 'waarom het nodig is, voor',
  'retention-missing': 'hoe lang de ontvanger het mag bewaren',
  'advice-late': 'een advies dat aan de ondertekening voorafgaat',
  'advice-reason': 'de reden waarom een ongunstig advies niet werd gevolgd',
  'identifier-missing': 'het INSZ van wie het gaat, eventueel met `suppress` of `pseudonymise`',
  'category-missing': 'de categorie van personen',
  'processing-agreement-missing': 'de verwerkersovereenkomst met',
  'grant-missing': 'of het toegang tot gegevens of gebruik van het nummer is (`grant`)',
};

/** Advices are asked for one by one, since each has its own adviser. */
function rulesMissing({ code, message, hint }: Fault, names: Names): Missing[] {
  const text = texts[code];
  if (text === undefined) return [{ what: code, text: `${message}${hint === '' ? '' : `; ${hint}`}` }];
  if (!/(?:van|door|voor|met)$/.test(text)) return [{ what: code, text }];
  const named = [...message.matchAll(/`([^`]+)`/g)].map(([, name]) => whom(name!, names));
  const asked = code === 'advice-missing' ? named : [named.join(', ')];
  return (named.length === 0 ? ['beide partijen'] : asked).map((each) => ({ what: code, text: `${text} ${each}` }));
}

/** A side that no participant is named for goes by its role, or by what it acceded as. */
function whom(name: string, names: Names): string {
  const [, kind, id = ''] = /^(role|acceded):(.+)$/.exec(name) ?? [];
  if (kind === 'role') return `wie ${names.role(id).toLowerCase()} is (${name})`;
  return kind === 'acceded' ? `wie toetrad als ${id}` : name;
}
