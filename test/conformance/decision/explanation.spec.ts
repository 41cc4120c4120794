import type { ReasonCode } from '#contract';
import { decide, examine } from '#decision';
import { explainRequest } from '#explain';
import { compileRegister, parseRegister } from '#register';
import { randomRegister } from '../../support/random-register';
import { readFiles } from './naive';
import { RandomRequests } from './random-request';
import { decisionContext, exchangeRequest } from './real';

const seed = Number(process.env['SLUIS_SEED'] ?? 20_260_202);
const registers = 4;
const requestsPerRegister = 250;

const permissionCodes = new Set<ReasonCode>([
  'no-permission',
  'basis-mismatch',
  'field-not-permitted',
  'category-not-permitted',
  'not-yet-in-force',
  'expired',
  'suspended',
  'draft',
  'unconfirmed',
  'outside-eea',
  'outside-territory',
]);

describe('the explanation of a request', () => {
  it('says of every field what the decision says, for random requests of random registers', () => {
    const seen = { permit: 0, deny: 0, earlier: 0 };
    for (let number = 0; number < registers; number++) {
      const texts = randomRegister(seed + number);
      const register = compileRegister(parseRegister(texts).source!, 1);
      const questions = new RandomRequests(readFiles(texts), seed + number);
      for (let count = 0; count < requestsPerRegister; count++) {
        const { request, world } = questions.next();
        if (request.mode !== 'all' || world.guards.registerStale || world.guards.clockUnsure) continue;
        const exchange = exchangeRequest(request, register);
        const context = decisionContext(register, world);
        const decision = decide(exchange, context);
        const examination = examine(exchange, context);
        const where = { register: seed + number, count };
        if (examination === undefined) {
          seen.earlier++;
          expect({ ...where, effect: decision.effect }).toEqual({ ...where, effect: 'deny' });
          continue;
        }
        const { none, fields } = explainRequest(examination);
        const carried = none === undefined && fields.every(({ verdict }) => verdict === 'carried');
        // What a confidential instrument carries is not told.
        const provider = exchange.provider ?? register.systems.get(exchange.system)?.participant ?? '';
        if (register.permissions(exchange.recipient, exchange.purpose, provider).some((each) => each.confidential)) continue;
        const refused = decision.causes.filter(({ code }) => permissionCodes.has(code));
        expect({ ...where, carried }).toEqual({ ...where, carried: refused.length === 0 });
        if (decision.effect === 'permit') {
          seen.permit++;
          for (const { instrument, fields: basis } of decision.basis) {
            const claimed = fields.filter(({ carriedBy }) => carriedBy.some((each) => each.instrument === instrument));
            // The decision names all records together, the explanation one of them.
            for (const { path } of claimed) expect(basis).toContain(path);
          }
        } else if (request.records.length === 1 && none === undefined && !carried) {
          seen.deny++;
          const missing = fields.filter(({ verdict }) => verdict !== 'carried').map(({ path }) => path);
          for (const { code, fields: named = [] } of refused) {
            // A category is named at the INSZ of whom it does not list, whether that leaf is carried or not.
            if (code !== 'category-not-permitted') for (const path of named) expect(missing).toContain(path);
          }
          for (const { path, verdict } of fields) {
            if (verdict === 'not-listed')
              expect(refused.find(({ code }) => code === 'field-not-permitted')?.fields).toContain(path);
          }
        }
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
  });
});
