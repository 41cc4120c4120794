import { control, restriction } from './office';
import { contactEmail, contactTelephone, insz } from './persons';

/** What control refuses, and how. */
export function badInput(): void {
  describe('bad input', () => {
    it('is refused with the property and the rule, and never with the value', async () => {
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      const cases: [unknown, number, string | undefined][] = [
        ['{"kind": ' + `"${insz[0]}`, 400, undefined],
        [[], 400, undefined],
        [`"${insz[0]}"`, 400, 'body'],
        [restriction('00010199700'), 400, 'insz'],
        [restriction(insz[0]!, { kind: 'vergeten' }), 400, 'kind'],
        [restriction(insz[0]!, { participant: 'ocmw-nergens' }), 400, 'participant'],
        [restriction(insz[0]!, { purposes: ['geen-doel'] }), 400, 'purposes'],
        [restriction(insz[0]!, { purposes: [] }), 400, 'purposes'],
        [restriction(insz[0]!, { until: '2025-01-01' }), 400, 'until'],
        [restriction(insz[0]!, { was: insz[1] }), 400, 'was'],
        [restriction(insz[0]!, { kind: 'alias' }), 400, 'was'],
        [restriction(insz[0]!, { kind: 'alias', was: insz[1], until: '2027-01-01' }), 400, 'until'],
        [restriction(insz[0]!, { contact: { email: contactEmail } }), 400, 'contact'],
        [restriction(insz[0]!, { kind: 'do-not-contact', contact: { fax: contactTelephone } }), 400, 'contact'],
        [restriction(insz[0]!, { kind: 'do-not-contact', contact: { email: 'niemand' } }), 400, 'contact.email'],
        [restriction(insz[0]!, { [insz[1]!]: true }), 400, '(unknown)'],
        [restriction(insz[0]!, { nationaliteit: 'BE' }), 400, 'nationaliteit'],
        [restriction(insz[0]!, { ground: `betreft ${insz[1]}` }), 400, 'ground'],
        [restriction(insz[0]!, { ground: 'x'.repeat(1_100_000) }), 413, undefined],
      ];
      for (const [body, status, property] of cases) {
        const answer = await process.call('POST', '/facts', body);
        expect([answer.status, answer.json.errors?.[0].property]).toEqual([status, property]);
        expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
        const text = JSON.stringify(answer.json);
        for (const value of [...insz, contactEmail, 'ocmw-nergens', 'geen-doel', 'niemand'])
          expect(text).not.toContain(value);
      }
      const plain = await process.call('POST', '/facts', insz[0], { 'content-type': 'text/plain' });
      expect(plain.status).toBe(415);
      for (const [method, path, body, property] of [
        ['GET', '/facts?after=%00', undefined, 'after'],
        ['GET', `/ledger/cases?q=${insz[0]}`, undefined, 'q'],
        ['GET', `/ledger/decisions?system=${contactEmail}`, undefined, 'system'],
        ['POST', '/ledger/persons', { insz: insz[0], why: `betreft ${insz[1]}` }, 'why'],
        ['POST', '/register/suspensions', { instrument: 'rr-2013-48', reason: contactTelephone }, 'reason'],
        ['POST', '/register/proposals', { from: 'files', title: contactEmail, reason: 'x' }, 'title'],
        // Half of a sign that takes two, and a sign that PostgreSQL keeps in no text.
        ...['\ud800', '\0'].flatMap(
          (sign) =>
            [
              ['POST', '/register/proposals', { from: 'files', title: `a${sign}`, reason: 'x' }, 'title'],
              ['POST', '/register/proposals', upload(`id: ${sign}`), 'documents[0].text'],
            ] as const,
        ),
        ['PATCH', '/ledger/cases/1', { note: `betreft ${insz[1]}` }, 'note'],
        ['PATCH', '/ledger/cases/1', { assignee: insz[1] }, 'assignee'],
      ] as const) {
        const answer = await process.call(method, path, body);
        expect([path, answer.status, answer.json.errors?.[0].property]).toEqual([path, 400, property]);
        expect(JSON.stringify(answer.json)).not.toContain(insz[1]);
      }
      const nowhere = await process.call('GET', `/personen/${insz[0]}`);
      expect(nowhere.status).toBe(404);
      expect(JSON.stringify([plain.json, nowhere.json])).not.toContain(insz[0]);
    });

    it('without the token is answered 401, whatever it asks', async () => {
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      for (const authorization of [
        '',
        'Bearer ',
        'Bearer wrong',
        'Basic YTpi',
        `Bearer ${await process.identity.token('register-admin')}x`,
      ]) {
        for (const [method, path] of [
          ['GET', '/facts'],
          ['POST', '/facts'],
          ['DELETE', '/facts/x'],
          ['GET', '/register'],
          ['POST', '/register/activate'],
        ] as const) {
          expect((await process.call(method, path, undefined, { authorization })).status).toBe(401);
        }
      }
      const description = await process.call('GET', '/openapi.json', undefined, { authorization: '' });
      expect(Object.keys(description.json.paths)).toEqual(
        expect.arrayContaining([
          '/facts',
          '/facts/{id}',
          '/health/live',
          '/health/ready',
          '/register',
          '/register/activate',
          '/register/versions',
        ]),
      );
      expect(description.headers.get('x-content-type-options')).toBe('nosniff');
    });
  });
}

function upload(text: string): object {
  return { from: 'upload', title: 'x', reason: 'x', documents: [{ path: 'instruments/rr-2013-48.yaml', text }] };
}
