import type { Territory } from '#register';
import {
  contextOf,
  permissionOf,
  requestOf,
  smallCatalogue,
  smallRegister,
} from '../../../test/support/small-register';
import { decide } from './decide';

describe('a permission for a territory', () => {
  const everywhere = (leaf?: string): Territory => ({
    id: 'streek',
    leaf: leaf === undefined ? undefined : smallCatalogue.number(leaf),
    includes: () => true,
    members: new Map(),
  });
  const effect = (territory: Territory, paths: readonly string[], code?: string) =>
    decide(
      requestOf([['persoon.insz', ...paths]], { territory: code }),
      contextOf(smallRegister([permissionOf({ territory })])),
    ).effect;

  it('permits nothing for a request that names none, however wide it is', () => {
    expect(effect(everywhere(), [])).toBe('deny');
    expect(effect(everywhere(), [], '11111')).toBe('permit');
  });

  it('permits nothing about a record without the leaf that decides', () => {
    expect(effect(everywhere('persoon.nis'), [])).toBe('deny');
    expect(effect(everywhere('persoon.nis'), [], '11111')).toBe('deny');
    expect(effect(everywhere('persoon.nis'), ['persoon.nis'])).toBe('permit');
  });
});
