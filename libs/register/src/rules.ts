/** What each fault code holds the register to, and why: the text of `docs/register-rules.md`. */
import type { FaultCode } from './fault';

export interface Rule {
  /** What must be so, in one sentence. */
  readonly holds: string;
  /** Law, guideline or convention that asks it. */
  readonly source: string;
}

const file = 'form of the files';
const catalogue = 'field catalogue';
const dpo = 'e-government decree of 18 July 2008, art. 8; law of 30 July 2018, art. 20';
const minimisation = 'GDPR art. 5(1)(c)';
const statistics = 'GDPR art. 89(1); EDPB guidelines 01/2025';
const accountability = 'GDPR art. 5(2)';
const oneMeaning = 'one meaning for one name';

export const rules: Readonly<Record<FaultCode, Rule>> = {
  'unknown-file': { holds: 'Every file in `protocols/` is one that somebody reads.', source: file },
  'too-large': { holds: 'No file is larger or nested deeper than a person would write.', source: file },
  encoding: {
    holds:
      'A file is UTF-8 text without byte order mark, control characters, lone carriage returns or signs that turn the text.',
    source: file,
  },
  'yaml-syntax': { holds: 'A file is YAML 1.2 with something in it.', source: file },
  'yaml-feature': {
    holds:
      'A file says everything where it stands: no anchors, aliases, merge keys, tags, directives or second documents.',
    source: 'a lawyer reads it without help',
  },
  'duplicate-key': { holds: 'A key stands once.', source: oneMeaning },
  'reserved-key': { holds: 'No key has a meaning of its own to the machine.', source: file },
  'wrong-type': {
    holds: 'A value is of the type that its key has; codes and numbers stand between quotes.',
    source: file,
  },
  'unknown-key': { holds: 'Every key is known, so that a misspelt condition is not a lost one.', source: file },
  'missing-key': { holds: 'What a fact cannot do without is there; a succession has its day.', source: file },
  'wrong-form': { holds: 'Days are days of the calendar, ids and codes have their form.', source: file },
  'unknown-value': { holds: 'A value from a closed list is on that list.', source: file },
  'out-of-bounds': { holds: 'Lists and texts have a size that can be read.', source: file },
  'file-name': { holds: 'A file has the name of what it defines.', source: oneMeaning },
  'duplicate-id': { holds: 'An id is defined once, and a system has one owner.', source: oneMeaning },
  'unknown-authority': { holds: 'An instrument comes from an authority that is defined.', source: accountability },
  'unknown-category': { holds: 'Categories of persons are defined.', source: oneMeaning },
  'unknown-field': { holds: 'Fields stand in the catalogue.', source: minimisation },
  'unknown-generalisation': { holds: 'Classes stand in the catalogue.', source: catalogue },
  'unknown-instrument': { holds: 'An instrument that is named exists.', source: accountability },
  'unknown-participant': { holds: 'Parties are defined.', source: accountability },
  'unknown-purpose': { holds: 'Purposes are defined.', source: 'GDPR art. 5(1)(b)' },
  'unknown-role': { holds: 'Roles are defined.', source: oneMeaning },
  'unknown-source': { holds: 'A public source that a fact cites is in `sources.yaml`.', source: accountability },
  'unknown-territory': { holds: 'Territories are defined.', source: oneMeaning },
  'unknown-capacity': {
    holds: 'Somebody acceded in the capacity that a permission names.',
    source: 'general protocols, to which parties accede',
  },
  'catalogue-shape': {
    holds: 'A path in the catalogue has one shape, and each person in a record one number.',
    source: catalogue,
  },
  'kbo-check': {
    holds: 'The last two digits of an enterprise number check the first eight.',
    source: 'Crossroads Bank for Enterprises: 97 less the remainder by 97',
  },
  'territory-members': { holds: 'A municipality stands once in a territory on any day.', source: oneMeaning },
  'territory-code': {
    holds: 'A territory lists municipalities by their own code, never a prefix, province or arrondissement.',
    source: 'REFNIS codes, which a merger replaces',
  },
  'empty-window': {
    holds: 'Every window of time has a day in it; `until` is the first day on which it no longer holds.',
    source: oneMeaning,
  },
  'succession-cycle': { holds: 'Nobody succeeds itself, by any way.', source: oneMeaning },
  'division-cycle': { holds: 'Nobody is a division of itself, by any way.', source: oneMeaning },
  'number-collision': {
    holds:
      'An authority gives a number once, however it is written, and no two instruments go by one alias; two authorities may give the same number.',
    source: 'RR 02/2018 and FO 02/2018 both exist',
  },
  'version-overlap': { holds: 'One version of an instrument holds on any day.', source: oneMeaning },
  'advice-missing': {
    holds: 'A signed protocol has the advice of the data protection officer of each party.',
    source: dpo,
  },
  'advice-late': { holds: 'Each advice precedes the signature.', source: dpo },
  'advice-reason': { holds: 'A negative advice that was not followed has a reason.', source: dpo },
  'unknown-unmarked': {
    holds: 'What nobody knows is marked `assumed`, and so permits only in a demonstration.',
    source: accountability,
  },
  'approval-late': {
    holds: 'A body that must approve does so before the act holds.',
    source: 'the approving body’s own powers, such as a municipal council',
  },
  'signature-late': { holds: 'A protocol does not hold before it is signed.', source: dpo },
  'justification-missing': {
    holds: 'Each field of a protocol has a justification.',
    source: `${minimisation}; ${dpo}`,
  },
  'retention-missing': {
    holds: 'Each permission of a protocol says how long the recipient may keep it.',
    source: `GDPR art. 5(1)(e); ${dpo}`,
  },
  'publication-missing': {
    holds: 'Each party of a protocol published it, and the register says where.',
    source: 'e-government decree art. 8 § 1, third paragraph',
  },
  'confirmation-people': { holds: 'Two different people confirm what was assumed.', source: accountability },
  'confirmation-early': { holds: 'A confirmation follows the signature of what it confirms.', source: accountability },
  'confirmation-unknown': {
    holds: 'A confirmed version has nothing `unknown` left in it.',
    source: accountability,
  },
  'replaced-open': {
    holds: 'What an instrument replaces ends where it begins.',
    source: 'a later act ends the earlier',
  },
  'extension-cycle': {
    holds: 'No instrument extends itself, by any way.',
    source: 'a later act extends an earlier one',
  },
  'joint-mismatch': {
    holds:
      'Instruments that permit jointly name each other; where the split between them is unknown, at least one other is named.',
    source: accountability,
  },
  'legacy-gain': {
    holds:
      'An authorisation of a closed authority gains no field, party, purpose, category, weaker duty, lighter condition, longer retention or ground for transfer.',
    source: dpo,
  },
  'confidential-place': {
    holds: 'An instrument about one person never stands among public files.',
    source: 'GDPR art. 5(1)(f)',
  },
  'case-incomplete': {
    holds: 'An instrument about one person names that person’s token, an end and two different approvers.',
    source: 'GDPR art. 6(1)(c) and (d), art. 20',
  },
  'identifier-missing': {
    holds: 'A permission about persons lists the INSZ of each person, if only to `suppress` it.',
    source: 'GDPR art. 18 and 21: whoever it is about may have restricted it',
  },
  'category-missing': {
    holds: 'A permission lists the category of everybody whose fields it lists.',
    source: minimisation,
  },
  'dwelling-person': { holds: 'A permission about dwellings has nothing about a person.', source: minimisation },
  'statistical-identifier': {
    holds:
      'A statistical purpose releases no number, id, e-mail address or telephone number; an INSZ would tell birth date and sex too.',
    source: statistics,
  },
  'statistical-text': { holds: 'A statistical purpose releases no free text.', source: statistics },
  'duty-type': { holds: 'A duty fits the type of its field.', source: catalogue },
  'generalisation-conflict': {
    holds: 'One field has one class for one recipient, purpose and provider on one day.',
    source: catalogue,
  },
  'territory-leaf': { holds: 'The field that decides on a territory holds one municipality.', source: catalogue },
  'processing-agreement-missing': {
    holds: 'A processor receives under a processing agreement.',
    source: 'GDPR art. 28(3)',
  },
  'processor-provider': {
    holds: 'A processor gives nothing in its own name.',
    source: 'GDPR art. 28; a protocol is concluded between controllers',
  },
  'relay-inside-recipient': {
    holds: 'Who relays statistical data is not part of the organisation that receives it.',
    source: statistics,
  },
  'number-grant': {
    holds: 'Use of the national number gives no other data.',
    source: 'law of 8 August 1983, arts 5 and 8',
  },
  'grant-missing': {
    holds: 'A permission of an authority that grants data and number apart says which it is.',
    source: 'law of 8 August 1983, arts 5 and 8',
  },
  'mixed-reader': { holds: 'No system reads both a statistical and an identified purpose.', source: statistics },
};

/** The reference as Markdown; `examples` gives for each code the line that its fixture reports. */
export function renderRules(examples: ReadonlyMap<FaultCode, string>): string {
  const codes = Object.keys(rules) as FaultCode[];
  const rows = codes.map((code) => {
    const { holds, source } = rules[code];
    return `| \`${code}\` | ${cell(holds)} | ${cell(source)} | ${cell(examples.get(code) ?? '')} |`;
  });
  return `# Rules of the register

Generated from \`libs/register/src/rules.ts\` and the fixtures in \`libs/register/fixtures/rules/\`; do not edit. \`npx sluis register check\` holds
\`protocols/\` to each of these: a broken one is a fault with this code, its place and a hint, and no register is published while one is left.

| code | what it holds | why | example |
| --- | --- | --- | --- |
${rows.join('\n')}

## Held when deciding, not by a fault

Some rules concern what is right to write down and yet permits nothing. They answer with a [reason code](reasons.md) instead.

| what is written | then |
| --- | --- |
| a version without \`from\`, a protocol without \`signed\`, or a required approval without \`on\` | \`draft\` |
| a permission that rests on a fact marked \`assumed\` and not yet \`confirmed\` on that day where it stands (its version, that of an act which it extends or permits jointly with, the participant, a relay too, role, accession, purpose or territory), where the installation is not a demonstration | \`unconfirmed\` |
| a day before \`from\`, or from \`until\` on | \`not-yet-in-force\`, \`expired\` |
| a day inside a suspension | \`suspended\` |
| a recipient outside the EEA without a ground for transfer (GDPR chapter V) | \`outside-eea\` |
| a municipality that is not a member on that day, or of which nobody knows that it was | \`outside-territory\` |

## Not held by a machine

Format, mode and periodicity of an exchange: a request does not say them, so a protocol's are notes for people. That releasing an INSZ releases birth date and
sex is shown by \`register show\` and \`register matrix\`; it is a fault only where the purpose is statistical.
`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
