import 'reflect-metadata';
import { IsString } from 'class-validator';
import { validated } from './validated';

class Thing {
  @IsString()
  name!: string;
}

function nested(depth: number): object {
  let body: object = {};
  for (let level = 0; level < depth; level += 1) body = { a: body };
  return body;
}

describe('a body', () => {
  it('that is nested beyond anything asked for is refused, however deep it is', async () => {
    for (const depth of [17, 3_000, 100_000]) {
      expect(await validated(Thing, nested(depth), '', 'thing')).toEqual({
        value: undefined,
        problems: [{ property: 'body', problem: 'is nested too deeply' }],
      });
    }
  });

  it('that is what is asked for is taken', async () => {
    expect(await validated(Thing, { name: 'x' }, '', 'thing')).toEqual({ value: { name: 'x' }, problems: [] });
  });
});
