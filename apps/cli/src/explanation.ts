import { wayWords, type Reply } from '#contract';
import { remedyText } from '#explain';
import { paint } from './terminal';

/** A reply in Dutch, for an officer: what was decided, on which instrument it rests, or why not and what would help. */
export function explanation(reply: Reply): string {
  return [
    verdict(reply),
    ...(reply.effect === 'permit' ? permitLines(reply) : denialLines(reply)),
    ...footer(reply),
  ].join('\n');
}

function verdict({ effect, recipient, purpose, records }: Reply): string {
  const counts = records ? ` (${records.permitted} records toegelaten, ${records.denied} geweigerd)` : '';
  if (effect === 'deny') return paint(['bold', 'red'], 'GEWEIGERD') + counts;
  const where = recipient !== undefined && purpose !== undefined ? `: aan ${recipient}, voor ${purpose}` : '';
  return paint(['bold', 'green'], 'TOEGELATEN') + where + counts;
}

function permitLines({ basis = [], obligations = [], reasons = [] }: Reply): string[] {
  return [
    ...basis.map(({ instrument, fields }) => `  steunt op ${instrument} voor ${fields.join(', ')}`),
    ...obligations.map(({ field, duty }) => `  ${field}: ${wayWords(duty, 'nl')}`),
    ...reasons.map(({ code, message, count }) => `  ${count ?? 0}× ${code}: ${message.nl}`),
  ];
}

function denialLines({ purpose, reasons = [], nearest, remedy = [], first }: Reply): string[] {
  const lines = reasons.map(({ code, message, fields = [], count }) => {
    const where = fields.length > 0 ? ` [${fields.join(', ')}]` : count === undefined ? '' : ` [${count} records]`;
    return `  ${paint('yellow', code)}: ${message.nl}${where}`;
  });
  if (first !== undefined) lines.push(`  eerste beslissing onder dit nummer: ${first}`);
  if (nearest !== undefined) {
    const missing = nearest.missing.length > 0 ? `; niet voldaan: ${nearest.missing.join(', ')}` : '';
    const excess = nearest.excess.length > 0 ? `; te veel: ${nearest.excess.join(', ')}` : '';
    lines.push(`  dichtstbij: ${nearest.instrument}${missing}${excess}`);
  }
  for (const step of remedy) lines.push(`  ${paint('cyan', '→')} ${remedyText(step, 'nl', { purpose })}`);
  return lines;
}

function footer({ assumed, registerVersion }: Reply): string[] {
  if (assumed !== true) return [];
  const version = registerVersion > 0 ? ` (registerversie ${registerVersion})` : '';
  return [paint('dim', `  steunt op feiten die wij aannemen${version}: geldt alleen in een demonstratie`)];
}
