import { answerAgain, decideAgain, type DecisionRecord } from '#analysis';
import type { CompiledRegister } from '#register';
import { recordedMonth, type Month } from './recorded-month';

/** A month of recorded requests decided again. Rates are of processor time on one core. */
export interface Replayed {
  readonly perSecond: number;
  /** The same from the text of each record. */
  readonly fromTextPerSecond: number;
  readonly denied: number;
  /** Different questions among them: all that an answer rests on but the day. */
  readonly questions: number;
}

/**
 * Decides every record of a month again, day after day as they came. A record is parsed from a text of its own, so nothing is
 * known of it beforehand; what the engine remembers it learned from the records before.
 */
export function replay(register: CompiledRegister, month: Month, isAsBefore = wasAnsweredSo): Replayed {
  let parseMicros = 0;
  let decideMicros = 0;
  let denied = 0;
  const questions = new Set<string>();
  for (const { texts } of recordedMonth(register, month)) {
    for (let from = 0; from < texts.length; from += pageSize) {
      const page = texts.slice(from, from + pageSize);
      const begin = process.cpuUsage();
      const records = page.map((text) => JSON.parse(text) as DecisionRecord);
      const parsed = process.cpuUsage();
      let same = 0;
      for (const record of records) if (isAsBefore(record, register)) same++;
      decideMicros += micros(process.cpuUsage(parsed));
      parseMicros += micros(parsed) - micros(begin);
      if (same !== records.length) throw new Error('a request that was decided again got another answer');
      for (const record of records) {
        if (record.effect === 'deny') denied++;
        questions.add(questionOf(record));
      }
    }
  }
  const rate = (spent: number) => Math.round((month.records * 1_000_000) / spent);
  return {
    perSecond: rate(decideMicros),
    fromTextPerSecond: rate(decideMicros + parseMicros),
    denied,
    questions: questions.size,
  };
}

/** The whole answer held against the one on the record, as for `sluis ledger redecide`. */
function wasAnsweredSo(record: DecisionRecord, register: CompiledRegister): boolean {
  return decideAgain(record, register).outcome === 'same';
}

/** Only the effect, as where a proposed register is held against the active one. */
export function hadEffect(record: DecisionRecord, register: CompiledRegister): boolean {
  return answerAgain(record, register)?.effect === record.effect;
}

/** Records that come together, as from the ledger. */
const pageSize = 500;

function micros({ user, system }: NodeJS.CpuUsage): number {
  return user + system;
}

function questionOf(record: DecisionRecord): string {
  const { system, recipient, purpose, provider, category, territory, asked, mode, fields, shapes } = record;
  return JSON.stringify([system, recipient, purpose, provider, category, territory, asked, mode, fields, shapes]);
}
