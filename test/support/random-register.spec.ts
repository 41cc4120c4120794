import fc from 'fast-check';
import { compileRegister, faultLine, parseRegister } from '#register';
import { randomRegister, randomRegisters } from './random-register';

describe('a random register', () => {
  it('has no faults, whatever the seed', () => {
    fc.assert(
      fc.property(randomRegisters(), (files) => {
        expect(parseRegister(files).faults.map(faultLine)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it('is the same for the same seed', () => {
    expect([...randomRegister(7)]).toEqual([...randomRegister(7)]);
    expect([...randomRegister(7)]).not.toEqual([...randomRegister(8)]);
  });

  it('has every construct that a decision depends on', () => {
    const { source } = parseRegister(randomRegister(4, { permissions: 250 }));
    const register = compileRegister(source!, 1);
    const all = source!.participants.flatMap(({ id: provider }) =>
      source!.participants.flatMap(({ id: recipient }) =>
        source!.purposes.flatMap(({ id: purpose }) => register.permissions(recipient, purpose, provider)),
      ),
    );
    const seen = {
      draft: all.some((each) => each.draft),
      suspended: all.some((each) => each.suspensions.length > 0),
      assumed: all.some((each) => each.assumed) && all.some((each) => !each.assumed),
      extending: source!.instruments.some((each) => each.extends.length > 0),
      confidential: all.some((each) => each.confidential),
      outside: all.some((each) => !each.transferAllowed),
      via: all.some((each) => each.via.size > 0),
      territory:
        all.some((each) => each.territory?.leaf !== undefined) && all.some((each) => each.territory !== undefined),
      relation: all.some((each) => each.relation === 'provider') && all.some((each) => each.relation === 'recipient'),
      consent: all.some((each) => each.consent),
      doNotContact: all.some((each) => each.doNotContact),
      dwelling: all.some((each) => each.categories.has('woning')),
      inner: all.some((each) => each.innerCategories !== 0),
      window: all.some((each) => each.until !== undefined),
    };
    expect(Object.entries(seen).filter(([, present]) => !present)).toEqual([]);
  });
});
