import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFile } from '../../apps/local/src/identity/file';
import { askToken } from '../support/identity';
import { startInstallation, type LocalInstallation } from '../support/local-installation';
import { runSchemathesis, schemathesis } from '../support/schemathesis';

const roles = ['auditor', 'compliance', 'dpo', 'operator', 'register-admin'] as const;
const checks = 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance';

/**
 * The description of control's interface, held against control by somebody who knows nothing else of it: thousands of requests, good
 * and bad, on an installation in which exchanges were made, so that lists hold something.
 */
const program = schemathesis();
(program === undefined ? describe.skip : describe)('what control says of its own interface', () => {
  let installation: LocalInstallation;
  let things: { readonly path: string; readonly id: string }[];

  beforeAll(async () => {
    installation = await startInstallation({ SLUIS_DEMO: 'on' });
    const first = async (path: string, of: string): Promise<string> => {
      for (let attempt = 0; attempt < 600; attempt++) {
        const { json } = await installation.call('GET', path);
        const [found] = (Array.isArray(json) ? json : (json?.[of] ?? [])) as readonly Record<string, unknown>[];
        if (found !== undefined) return String(found['decisionId'] ?? found['id']);
        await new Promise((next) => setTimeout(next, 100));
      }
      throw new Error(`the demonstration never filled \`${path}\``);
    };
    const decision = await first('/ledger/decisions?kind=decision&effect=deny', 'decisions');
    const found = await first('/ledger/cases', 'cases');
    const proposal = await first('/register/proposals', 'proposals');
    await first('/facts', 'facts');
    things = [
      ...['/ledger/decisions/{id}', '/ledger/decisions/{id}/redecide', '/ledger/proof/{id}'].map((path) => ({
        path,
        id: decision,
      })),
      ...['/ledger/cases/{id}', '/ledger/cases/{id}/explanation', '/ledger/cases/{id}/decisions'].map((path) => ({
        path,
        id: found,
      })),
      { path: '/register/proposals/{id}', id: proposal },
      { path: '/register/instruments/{id}', id: 'scszg-13-099' },
      { path: '/register/participants/{id}', id: 'vmsw' },
    ];
  }, 400_000);

  afterAll(async () => {
    await installation?.stop();
  }, 120_000);

  it('names for every route what it is, and the form of every answer', async () => {
    const { json } = await installation.call('GET', '/openapi.json');
    const operations = Object.entries(json.paths as Record<string, Record<string, Operation>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, { responses }]) => ({ route: `${method} ${path}`, responses })),
    );
    expect(operations.length).toBeGreaterThan(50);
    const formless = operations.flatMap(({ route, responses }) =>
      Object.entries(responses).flatMap(([status, { content, description }]) => {
        if (description === undefined || description === '') return [`${route} ${status}: no description`];
        if (!status.startsWith('2') || status === '204') return [];
        const forms = Object.entries(content ?? {});
        if (forms.length === 0) return [`${route} ${status}: no form`];
        const bare = forms.some(([type, { schema }]) => type === 'application/json' && isBare(schema));
        return bare ? [`${route} ${status}: an object of which nothing is said`] : [];
      }),
    );
    expect(formless).toEqual([]);
  });

  it.each(roles)(
    'is what `%s` meets',
    async (role) => {
      const file = readFileSync(join(installation.home, 'keys', `${role}.client.json`), 'utf8');
      const { issuer, clientId, clientSecret } = JSON.parse(file) as ClientFile;
      const token = await askToken(issuer, clientId, clientSecret);
      const dir = join(installation.home, `schemathesis-${role}`);
      mkdirSync(dir);
      writeFileSync(join(dir, 'schemathesis.toml'), things.map(known).join('\n'));
      const asked = ['run', `${installation.control}/openapi.json`, '--header', `Authorization: Bearer ${token}`];
      // A stream has no end, and a login goes to the provider's own pages.
      const left = ['--exclude-path', '/events', '--exclude-path-regex', '^/login'];
      const how = ['--checks', checks, '--phases', 'coverage,fuzzing', '--max-examples', '10', '--seed', '20260101'];
      const { code, output } = await runSchemathesis(program!, dir, [...asked, ...left, ...how]);
      const tested = /Tested: (\d+)/.exec(output);
      expect(code === 0 ? '' : output.slice(Math.max(0, output.indexOf('FAILURES'))).slice(0, 6_000)).toBe('');
      expect(Number(tested?.[1])).toBeGreaterThan(50);
    },
    180_000,
  );
});

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly description?: string; readonly content?: Record<string, { readonly schema?: object }> }>
  >;
}

function isBare(schema: object | undefined): boolean {
  return schema === undefined || Object.keys(schema).every((key) => key === 'type' || key === 'description');
}

/** What there is of a kind, so that not all is asked about things that are not there. */
function known({ path, id }: { readonly path: string; readonly id: string }): string {
  return `[[operations]]\ninclude-path = "${path}"\nparameters = { "path.id" = "${id}" }\n`;
}
