import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { HmacKey } from './hmac';

const secret = fc.uint8Array({ minLength: 1, maxLength: 64 });
const content = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.uint8Array({ maxLength: 400 }),
  fc.integer({ min: 2_600, max: 20_000 }).map((length) => 'é'.repeat(length)),
  fc.integer({ min: 8_000, max: 9_000 }).map((length) => new Uint8Array(length).fill(7)),
);

describe('an HMAC key', () => {
  it('gives what Node gives, for texts and bytes of any length, one after the other', () => {
    fc.assert(
      fc.property(secret, fc.array(content, { minLength: 1, maxLength: 4 }), (key, contents) => {
        const mac = new HmacKey(key);
        for (const each of contents) {
          expect(mac.digest(each)).toBe(createHmac('sha256', key).update(each).digest('binary'));
        }
      }),
    );
  });

  it('refuses a secret that RFC 2104 would have hashed first', () => {
    expect(() => new HmacKey(new Uint8Array(65))).toThrow(RangeError);
  });
});
