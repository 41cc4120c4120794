import 'reflect-metadata';
import { grantFrom, type Officer } from '../access/officer';
import type { Database } from '../database';
import type { Problem } from '../http/problem';
import type { PersonCases } from './person-cases';
import { PersonCasesController } from './person-cases.controller';

const id = 'dossier-abcdefghijklmn23';

/** What a person who is `dpo` for one participant does to a case of two parties: the status, and what came of it. */
async function acted(act: 'approve' | 'end', participant: string, asked = id) {
  const done: string[] = [];
  const cases = {
    approve: () => void done.push('approve'),
    end: () => void done.push('end'),
  } as unknown as PersonCases;
  const looked: string[] = [];
  const parties = (one: string) => {
    looked.push(one);
    return Promise.resolve(['woondienst-izegem', 'vmsw']);
  };
  const database = { personCases: { parties } } as unknown as Database;
  const officer: Officer = { subject: 'x', name: 'x', grants: [grantFrom(`dpo@${participant}`)!], person: true };
  const status = await new PersonCasesController(cases, database)[act](asked, officer).then(
    () => 204,
    (problem: Problem) => problem.getStatus(),
  );
  return { status, done, looked: looked.length };
}

describe.each(['approve', 'end'] as const)('a case of one person, to %s', (act) => {
  it.each(['woondienst-izegem', 'vmsw', '*'])('is there for an officer of %s', async (participant) => {
    expect(await acted(act, participant)).toMatchObject({ status: 204, done: [act] });
  });

  it('is not there for an officer of neither party', async () => {
    expect(await acted(act, 'ocmw-izegem')).toMatchObject({ status: 404, done: [] });
  });

  it.each(['\0', '', '00010199747', 'x'.repeat(200)])('is not there under what is no id of one: %j', async (asked) => {
    expect(await acted(act, '*', asked)).toEqual({ status: 404, done: [], looked: 0 });
  });
});
