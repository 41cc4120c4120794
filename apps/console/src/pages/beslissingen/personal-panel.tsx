import type { ReactNode } from 'react';
import { useFormat } from '../../i18n/format';
import { useLanguage, useWords, words } from '../../i18n/words';
import { reasonText } from '../../names/reasons';
import { Table } from '../../parts/table';
import type { Personal } from './record';

const text = words(
  {
    title: 'Wat feiten over personen deden',
    lead: 'Meer dan de afzender te horen kreeg, dus alleen voor wie voor alle organisaties instaat. Volgens de server; geen deel van het bewijs.',
    reasons: 'Waarom werkelijk niet',
    checks: 'Nagekeken per persoon in de aanvraag',
    check: 'Wat',
    passed: 'In orde',
    failed: 'Niet in orde',
    restriction: 'Geen beperking',
    objection: 'Geen bezwaar',
    consent: 'Toestemming',
    relation: 'Open dossier',
    'do-not-contact': 'Mag gecontacteerd worden',
  },
  {
    title: 'What facts about persons did',
    lead: 'More than the sender was told, so only for who answers for all organisations. As the server says; no part of the proof.',
    reasons: 'Why not in fact',
    checks: 'Checked for each person in the request',
    check: 'What',
    passed: 'In order',
    failed: 'Not in order',
    restriction: 'No restriction',
    objection: 'No objection',
    consent: 'Consent',
    relation: 'Open file',
    'do-not-contact': 'May be contacted',
  },
);

/** The precise causes and checks that control keeps from the sender's own officers; it names no person. */
export function PersonalPanel({ of: { reasons, checks = [] } }: { readonly of: Personal }): ReactNode {
  const t = useWords(text);
  const language = useLanguage();
  const format = useFormat();
  return (
    <section className="panel stack" aria-labelledby="personen">
      <div>
        <h2 id="personen">{t.title}</h2>
        <p className="quiet">{t.lead}</p>
      </div>
      {reasons.length > 0 && (
        <dl className="facts">
          <div>
            <dt>{t.reasons}</dt>
            <dd>{format.list(reasons.map(({ code }) => reasonText(code, language)))}</dd>
          </div>
        </dl>
      )}
      {checks.length > 0 && (
        <Table
          caption={t.checks}
          columns={[{ head: t.check }, { head: t.passed, kind: 'number' }, { head: t.failed, kind: 'number' }]}
          rows={checks.map(({ check, passed, failed }) => ({
            key: check,
            cells: [t[check] ?? check, format.number(passed), format.number(failed.length)],
          }))}
        />
      )}
    </section>
  );
}
