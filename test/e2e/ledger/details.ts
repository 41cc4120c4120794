import { opened, sluis } from './opened';

/** What the database keeps beside the entries. */
export function details(): void {
  describe('details in the database', () => {
    const verified = async (): Promise<{
      code: number;
      answer: { verified: boolean; faults: object[]; details: object };
    }> => {
      const { code, stdout } = await sluis('ledger', 'verify', '--details', '--json');
      return { code, answer: JSON.parse(stdout) };
    };
    /** Does it, looks, and undoes it. */
    const whereDone = async (done: string, undone: string): Promise<object[]> => {
      await opened().database.query(done);
      const { code, answer } = await verified();
      await opened().database.query(undone);
      expect([code, answer.verified]).toEqual([1, false]);
      return answer.faults;
    };
    const path = 'the database';

    it('are held against every entry, and what was altered, moved or lost is named', async () => {
      const sound = await verified();
      expect(sound).toMatchObject({
        code: 0,
        answer: { verified: true, faults: [], details: { missing: 0, removed: 0 } },
      });
      const body = (from: string, to: string): string =>
        `UPDATE ledger_detail SET body = replace(body, '${from}', '${to}') WHERE idx IN (3, 4, 9)`;
      expect(await whereDone(body('"permit"', '"permiT"'), body('"permiT"', '"permit"'))).toEqual([
        { kind: 'details-altered', path, from: 3, to: 5 },
        { kind: 'details-altered', path, from: 9, to: 10 },
      ]);
      const evidence = (by: number): string =>
        `UPDATE ledger_detail SET evidence = overlay(evidence placing chr(ascii(substr(evidence, 12, 1)) + ${by}) from 12) WHERE idx = 5`;
      expect(await whereDone(evidence(1), evidence(-1))).toEqual([{ kind: 'details-altered', path, from: 5, to: 6 }]);
      const person = (token: string): string =>
        `UPDATE ledger_person SET token = ${token} WHERE idx = 6 AND position = 0`;
      expect(await whereDone(person(`token || 'x'`), person(`left(token, -1)`))).toEqual([
        { kind: 'details-altered', path, from: 6, to: 7 },
      ]);
      const later = (sign: string): string =>
        `UPDATE ledger_detail SET decided_at = decided_at ${sign} interval '1 second' WHERE idx = 8`;
      expect(await whereDone(later('+'), later('-'))).toEqual([
        { kind: 'details-stray', path, from: 8, to: 9 },
        { kind: 'details-missing', path, from: 8, to: 9 },
      ]);
      const named = (from: string, to: string): string =>
        `UPDATE ledger_entry SET decision_id = '${to}' || substr(decision_id, ${from.length + 1}) WHERE idx = 10`;
      expect(await whereDone(named('', 'x'), named('x', ''))).toEqual([
        { kind: 'entry-unknown', path, from: 10, to: 11 },
      ]);
      expect((await verified()).code).toBe(0);
    }, 120_000);
  });
}
