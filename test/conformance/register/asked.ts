import { decide } from '#decision';
import { compileRegister, faultLine, parseRegister, type CompiledRegister } from '#register';
import { plainAnswer, type PlainAnswer } from '../decision/plain';
import { decisionContext, exchangeRequest } from '../decision/real';

export interface Question {
  readonly system: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly category: string;
  readonly fields: readonly string[];
  /** Value of each NIS leaf, and `ce_territory`. */
  readonly nis?: string;
  readonly provider?: string;
}

/** The register of these files; a fault fails the test. */
export function registerOf(files: ReadonlyMap<string, string>): CompiledRegister {
  const { source, faults } = parseRegister(files);
  if (source === undefined) throw new Error(faults.map(faultLine).join('\n'));
  return compileRegister(source, 1);
}

/** What a register answers about one record on a day. No facts; a demonstration unless said otherwise. */
export function ask(register: CompiledRegister, question: Question, today: string, demonstration = true): PlainAnswer {
  const { system, recipient, purpose, category, fields, nis, provider } = question;
  const isPerson = category !== 'woning';
  const values = Object.fromEntries(fields.map((path) => [path, path.endsWith('.nis') ? (nis ?? '34022') : 'x']));
  const request = {
    ...{ system, recipient, purpose, category, territory: nis, provider, basis: undefined, mode: 'all' as const },
    records: [
      { values, persons: isPerson ? [{ path: 'persoon.insz', category: undefined, insz: 'een' }] : [], faults: [] },
    ],
  };
  const guards = { registerStale: false, factsStale: false, clockUnsure: false };
  const context = decisionContext(register, { today, demonstration, facts: [], guards });
  return plainAnswer(decide(exchangeRequest(request, register), context));
}

/** `permit`, or the codes of the reasons. */
export function answer(...asked: Parameters<typeof ask>): string {
  const { effect, reasons } = ask(...asked);
  return effect === 'permit' ? effect : reasons.map(({ code }) => code).join(' ');
}
