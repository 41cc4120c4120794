import type { InstrumentSource, RegisterSource } from '#register';

/**
 * INVARIANT(cases-stay-out): what this library shows, exports or publishes is made from this and from nothing else. An
 * instrument about one person is gone, and so is each mention of it by another; its document goes with it (GDPR art. 5(1)(f)).
 */
export function withoutCases(source: RegisterSource): RegisterSource {
  const hidden = new Set(source.instruments.filter(isHidden).map((instrument) => instrument.id));
  const open = (id: string) => !hidden.has(id);
  return {
    ...source,
    instruments: source.instruments
      .filter((instrument) => open(instrument.id))
      .map((instrument) => ({
        ...instrument,
        jointly: instrument.jointly.filter(open),
        legalBases: instrument.legalBases.filter(open),
        extends: instrument.extends.filter(open),
        replaces: instrument.replaces.filter(open),
      })),
    documents: source.documents.filter(({ path }) => !path.startsWith('cases/')),
  };
}

function isHidden({ confidential, kind, ...instrument }: InstrumentSource): boolean {
  return confidential || instrument.case !== undefined || personal.has(kind);
}

const personal = new Set(['legal-duty', 'portability', 'vital-interest']);
