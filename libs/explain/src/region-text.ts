import type { Codes, Example, Region, Verdict } from '#analysis';
import type { CompiledRegister } from '#register';
import { durationText, uncapitalised } from './words';

/** What a field is called, by its path; a path that nobody gave a name stays a path. */
export type FieldNames = (path: string) => string;

/** A region in Dutch: between whom, which fields, how before and after, and on which conditions. */
export function regionLines(region: Region, fieldName: FieldNames): string[] {
  const { recipients, purposes, providers, fields, before, after, where } = region;
  return [
    `  aan ${few(recipients)}, voor ${few(purposes)}, van ${few(providers)}`,
    `    ${fields.map(fieldName).join(', ')}`,
    `    ${changeText(before, after)}`,
    ...whereLines(where, fieldName).map((line) => `    ${line}`),
  ];
}

function changeText(before: Verdict | undefined, after: Verdict | undefined): string {
  if (before === undefined) return `nu: ${verdictText(after!)}`;
  if (after === undefined) return `vroeger: ${verdictText(before)}`;
  return `vroeger: ${verdictText(before)}\n    nu: ${verdictText(after)}`;
}

function verdictText({ duty, instruments, retention, assumed, statistical }: Verdict): string {
  const kept = retention === 'unknown' ? 'bewaartermijn onbekend' : `bewaartermijn ${durationText(retention)}`;
  const marks = [...(assumed ? ['steunt op een aanname'] : []), ...(statistical ? ['statistisch'] : [])];
  return [dutyText(duty), `door ${instruments.join(', ')}`, kept, ...marks].join('; ');
}

function dutyText(duty: string): string {
  if (duty === 'keep') return 'zoals het is';
  if (duty === 'pseudonymise') return 'als pseudoniem';
  if (duty === 'suppress') return 'aanvaard en weggelaten';
  return `als klasse (${duty.slice('generalise:'.length)})`;
}

function whereLines(where: Region['where'], fieldName: FieldNames): string[] {
  const senders = where.senders.map((sender) =>
    sender === 'self' ? 'de gever zelf' : sender.replace(/^participant |^system /, ''),
  );
  const bases = where.bases.map((basis) => (basis === '' ? 'zonder instrument (`ce_basis`)' : basis));
  const about = [...where.categories, ...where.ownObject.map((category) => `${category} (zonder \`persoon\`)`)];
  const lines = [
    `verzonden door ${few(senders)}; basis: ${few(bases)}; over ${few(about)}`,
    where.days
      .map(({ from, until }) => (until === undefined ? `vanaf ${from}` : `van ${from} tot ${until}`))
      .join(', '),
  ];
  if (where.inside.length > 0) lines.push(`met in het record: ${where.inside.join(', ')}`);
  if (where.maybeInside.length > 0) lines.push(`met of zonder in het record: ${where.maybeInside.join(', ')}`);
  if (where.territory !== undefined)
    lines.push(`gemeente die de aanvraag noemt (\`ce_territory\`): ${codesText(where.territory)}`);
  for (const [path, codes] of Object.entries(where.leaves)) lines.push(`${fieldName(path)}: ${codesText(codes)}`);
  if (where.installation !== undefined) {
    lines.push(
      where.installation === 'demonstration' ? 'alleen in een demonstratie' : 'alleen buiten een demonstratie',
    );
  }
  for (const [fact, value] of Object.entries(where.facts)) lines.push(factText(fact, value === 'holds'));
  return lines;
}

function codesText({ in: listed, notIn = [], missing }: Codes): string {
  const none = missing ? ', of geen' : '';
  if (listed !== undefined) return listed.length === 0 ? 'geen' : `${few(listed, 12)}${none}`;
  return `${notIn.length === 0 ? 'om het even welke gemeente' : `elke gemeente behalve ${few(notIn, 12)}`}${none}`;
}

function factText(fact: string, holds: boolean): string {
  const not = holds ? '' : 'niet ';
  switch (fact) {
    case 'consent':
      return `waar toestemming ${not}is opgetekend`;
    case 'doNotContact':
      return holds ? 'waar niemand op de bel-me-nietlijst staat' : 'waar iemand op de bel-me-nietlijst staat';
    default:
      return `waar de ${fact === 'provider' ? 'gever' : 'ontvanger'} ${holds ? 'een' : 'geen'} open dossier heeft`;
  }
}

/** `naam (persoon.naam)`: the name first, as officers read it, and the path by which the files know it. */
export function fieldNamesOf(...registers: readonly CompiledRegister[]): FieldNames {
  return (path) => {
    for (const { catalogue } of registers) {
      const number = catalogue.number(path);
      if (number !== undefined) return `${uncapitalised(catalogue.fields[number]!.description.nl)} (${path})`;
    }
    return path;
  };
}

/** The example on one line, as an officer reads it; the request itself is in `--json`. */
export function exampleLine(example: Example): string {
  const { system, recipient, purpose, provider, basis, category, territory, day, paths } = example;
  const more = [
    ...(provider === undefined ? [] : [`namens ${provider}`]),
    ...(basis === undefined ? [] : [`op grond van ${basis}`]),
    ...(territory === undefined ? [] : [`in ${territory}`]),
  ];
  return `    voorbeeld: ${[`${system} aan ${recipient} voor ${purpose}`, ...more, `over een ${category}`, `op ${day}`].join(', ')}: ${paths.join(' + ')}`;
}

/** The example as a file that `sluis decide --file` takes. */
export function requestFile(example: Example): { system: string; headers: Record<string, string>; value: unknown } {
  const { system, recipient, purpose, provider, basis, category, territory, value } = example;
  return {
    system,
    headers: {
      ce_recipient: recipient,
      ce_purpose: purpose,
      ce_category: category,
      ...(provider !== undefined && { ce_provider: provider }),
      ...(basis !== undefined && { ce_basis: basis }),
      ...(territory !== undefined && { ce_territory: territory }),
    },
    value,
  };
}

function few(names: readonly string[], most = 6): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} en nog ${names.length - most}`;
}
