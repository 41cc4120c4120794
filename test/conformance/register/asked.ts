import type { Decision } from '#contract';
import { decide } from '#decision';
import { compileRegister, faultLine, parseRegister, type CompiledRegister } from '#register';
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

function decisionOf(register: CompiledRegister, question: Question, today: string, demonstration = true): Decision {
  const { system, recipient, purpose, category, fields, nis, provider } = question;
  const isPerson = category !== 'woning';
  const values = Object.fromEntries(fields.map((path) => [path, path.endsWith('.nis') ? (nis ?? '34022') : 'x']));
  const request = {
    system,
    recipient,
    purpose,
    category,
    territory: nis,
    provider,
    basis: undefined,
    mode: 'all' as const,
    records: [
      { values, persons: isPerson ? [{ path: 'persoon.insz', category: undefined, insz: 'een' }] : [], faults: [] },
    ],
  };
  const guards = { registerStale: false, factsStale: false, clockUnsure: false };
  const context = decisionContext(register, { today, demonstration, facts: [], guards });
  return decide(exchangeRequest(request, register), context);
}

/** `permit`, or the codes of the reasons. No facts; a demonstration unless said otherwise. */
export function answer(...asked: Parameters<typeof decisionOf>): string {
  const { effect, reasons } = decisionOf(...asked);
  return effect === 'permit' ? effect : reasons.map(({ code }) => code).join(' ');
}

/** Code and Dutch sentence of the first reason, and what the remedy asks. */
export function said(...asked: Parameters<typeof decisionOf>): (string | undefined)[] {
  const { reasons, remedy } = decisionOf(...asked);
  return [reasons[0]?.code, reasons[0]?.message.nl, ...remedy.map((each) => ('ask' in each ? each.ask : undefined))];
}
