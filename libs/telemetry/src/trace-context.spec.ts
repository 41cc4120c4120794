import fc from 'fast-check';
import { formatTraceparent, parseTraceparent } from './trace-context';

const hex = (length: number) =>
  fc
    .string({
      unit: fc.constantFrom(...[...Array(16).keys()].map((digit) => digit.toString(16))),
      minLength: length,
      maxLength: length,
    })
    .filter((text) => !/^0+$/.test(text));

describe('traceparent', () => {
  it('comes back as it was written', () => {
    const contexts = fc.record({ traceId: hex(32), spanId: hex(16), sampled: fc.boolean() });
    fc.assert(
      fc.property(contexts, (context) => expect(parseTraceparent(formatTraceparent(context))).toEqual(context)),
    );
  });

  it('may be longer in a later version', () => {
    const later = `01-${'a'.repeat(32)}-${'b'.repeat(16)}-03-later`;
    expect(parseTraceparent(later)).toEqual({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true });
  });

  it.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['prose', 'not a trace'],
    ['upper case', `00-${'A'.repeat(32)}-${'b'.repeat(16)}-01`],
    ['a trace id of zeros', `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`],
    ['a span id of zeros', `00-${'a'.repeat(32)}-${'0'.repeat(16)}-01`],
    ['version ff', `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`],
    ['version 00 with a tail', `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01-more`],
    ['a line break at the end', `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01\n`],
  ])('is not read from %s', (_what, text) => {
    expect(parseTraceparent(text)).toBeUndefined();
  });
});
