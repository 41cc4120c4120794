import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { deriveKey, keyedHash } from './derive';
import { HmacKey } from './hmac';
import { generateKeys } from './generate';
import { openKeys, type GatewayKeys } from './key-ring';
import { KeyUnavailable } from './key-unavailable';
import { openTokenKeys } from './token-keys';

const secret = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
const file: GatewayKeys = {
  pseudonym: { epoch: 3, root: secret(1) },
  tokens: [
    { id: 't2', secret: secret(2) },
    { id: 't1', secret: secret(3) },
  ],
  evidence: secret(4),
};
const keys = openKeys(file);
const hash = /^[a-z2-7]{26}$/;

/** RFC 4648 base32 written the slow way, over a string of bits. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{5}/g) ?? [];
  return groups.map((group) => 'abcdefghijklmnopqrstuvwxyz234567'[Number.parseInt(group, 2)]).join('');
}

describe('keyedHash', () => {
  it('is the first 130 bits of HMAC-SHA-256 in base32 (RFC 4231 case 2)', () => {
    const full = Buffer.from('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843', 'hex');
    const key = new HmacKey(Buffer.from('Jefe'));
    expect(keyedHash(key, 'what do ya want for nothing?')).toBe(base32(full).slice(0, 26));
  });
});

describe('deriveKey', () => {
  it('gives other keys where the same letters are cut into other parts', () => {
    const root = createSecretKey(Buffer.alloc(32, 9));
    const used = (...parts: string[]): string => keyedHash(deriveKey(root, 'pseudonym', ...parts), 'x');
    expect(new Set([used('ab', 'c'), used('a', 'bc'), used('abc'), used('abc', '')]).size).toBe(4);
  });

  it('is HKDF-SHA-256 with the label and the parts as info', () => {
    const info = '8:sluis/v1,9:pseudonym,7:leiedal';
    const expected = Buffer.from(hkdfSync('sha256', Buffer.alloc(32, 9), Buffer.alloc(0), info, 32));
    const derived = deriveKey(createSecretKey(Buffer.alloc(32, 9)), 'pseudonym', 'leiedal');
    expect(keyedHash(derived, 'x')).toBe(keyedHash(new HmacKey(expected), 'x'));
  });
});

describe('openKeys', () => {
  it('gives one pseudonym to one identifier in one domain, and no other to it in any other', () => {
    const text = fc.string({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(text, text, text, text, (identifier, recipient, purpose, other) => {
        const pseudonym = keys.pseudonym(recipient, purpose, identifier);
        expect(pseudonym).toMatch(/^psn:3:[a-z2-7]{26}$/);
        expect(keys.pseudonym(recipient, purpose, identifier)).toBe(pseudonym);
        if (other !== recipient) expect(keys.pseudonym(other, purpose, identifier)).not.toBe(pseudonym);
        if (other !== purpose) expect(keys.pseudonym(recipient, other, identifier)).not.toBe(pseudonym);
        if (other !== identifier) expect(keys.pseudonym(recipient, purpose, other)).not.toBe(pseudonym);
      }),
    );
  });

  it('gives other pseudonyms in another epoch of the same root', () => {
    const later = openKeys({ ...file, pseudonym: { epoch: 4, root: secret(1) } });
    expect(later.pseudonym('leiedal', 'p', 'x').slice(6)).not.toBe(keys.pseudonym('leiedal', 'p', 'x').slice(6));
  });

  it('remembers more domains than its bound without mixing them', () => {
    const first = keys.pseudonym('r0', 'p', 'x');
    for (let index = 0; index < 1_100; index += 1) keys.pseudonym(`r${index}`, 'p', 'x');
    expect(keys.pseudonym('r0', 'p', 'x')).toBe(first);
  });

  it('gives a token under every token key, the current first, the same as control does', () => {
    const tokens = keys.personTokens('60011599868');
    expect(tokens).toHaveLength(2);
    expect(tokens[0]).toMatch(hash);
    expect(openTokenKeys({ tokens: file.tokens! }).personTokens('60011599868')).toEqual(tokens);
    expect(openTokenKeys({ tokens: [file.tokens![1]!] }).personTokens('60011599868')).toEqual([tokens[1]]);
  });

  it('never gives a contact, a person, a pseudonym, a key or evidence the same hash', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const all = [
          ...keys.personTokens(text),
          ...keys.contactTokens(text),
          keys.pseudonym('a', 'b', text).slice(6),
          keys.deliveryKey('a', text),
          keys.deliveryKey('b', text),
          keys.evidence('ce-id', text),
          keys.evidence('value', text),
          keys.evidence('delivery', text),
          keys.evidence('request', text),
        ];
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });

  it('gives every position a decision id of its own', () => {
    const ids = [
      keys.decisionId('sluis.in.a', 0, '1'),
      keys.decisionId('sluis.in.a', 0, '11'),
      keys.decisionId('sluis.in.a', 1, '1'),
      keys.decisionId('sluis.in.b', 0, '1'),
    ];
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(hash);
  });

  it('is keyed: evidence differs from a plain digest and between roots', () => {
    const other = openKeys({ ...file, evidence: secret(5) });
    expect(other.evidence('value', 'x')).not.toBe(keys.evidence('value', 'x'));
    const plain = createHmac('sha256', Buffer.alloc(32, 4)).update('x').digest();
    expect(keys.evidence('value', 'x')).not.toBe(base32(plain).slice(0, 26));
  });

  it('takes texts and their bytes as the same content', () => {
    expect(keys.evidence('value', Buffer.from('é'))).toBe(keys.evidence('value', 'é'));
  });

  it('throws KeyUnavailable for what a missing part is needed for, and only for that', () => {
    const { pseudonym, tokens, evidence } = file as Required<GatewayKeys>;
    expect(() => openKeys({ tokens, evidence }).pseudonym('a', 'b', 'c')).toThrow(KeyUnavailable);
    expect(() => openKeys({ pseudonym, evidence }).personTokens('x')).toThrow(KeyUnavailable);
    expect(() => openKeys({ pseudonym, evidence }).contactTokens('x')).toThrow(KeyUnavailable);
    expect(() => openKeys({ pseudonym, tokens }).decisionId('t', 0, '0')).toThrow(KeyUnavailable);
    expect(() => openKeys({ pseudonym, tokens }).deliveryKey('t', '0')).toThrow(KeyUnavailable);
    expect(openKeys({ tokens }).personTokens('x')).toHaveLength(2);
  });

  it.each([
    [{ ...file, evidence: 'AAAA' }],
    [{ ...file, evidence: 7 }],
    [{ ...file, evidence: null }],
    [{ ...file, pseudonym: null }],
    [{ ...file, pseudonym: { epoch: 0, root: secret(1) } }],
    [{ ...file, pseudonym: { epoch: 1, root: Buffer.alloc(31).toString('base64') } }],
    [{ ...file, tokens: [{ id: 't1' }] }],
    [{ ...file, tokens: 'none' }],
  ])('refuses a spoilt file %#, and never says what stands in it', (spoilt) => {
    const message = messageOf(() => openKeys(spoilt as unknown as GatewayKeys));
    expect(message).toMatch(/^couldn't use `/);
    expect(message).not.toContain(secret(1));
  });

  it('reads a file, and names it where it cannot be read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sluis-keys-'));
    try {
      const path = join(folder, 'gateway.json');
      expect(messageOf(() => openKeys(path))).toContain('ENOENT');
      writeFileSync(path, `{"evidence": "${secret(1)}`);
      expect(messageOf(() => openKeys(path))).not.toContain(secret(1));
      writeFileSync(path, JSON.stringify(file));
      expect(openKeys(path).evidence('value', 'x')).toBe(keys.evidence('value', 'x'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('generateKeys', () => {
  it('makes files that open, never the same twice, with the same tokens for gateway and control', () => {
    const made = generateKeys();
    expect(openKeys(made.gateway).epoch).toBe(1);
    expect(openKeys(made.gateway).personTokens('x')).toEqual(openTokenKeys(made.tokens).personTokens('x'));
    expect(generateKeys().gateway.evidence).not.toBe(made.gateway.evidence);
    expect(made.control.public.d).toBeUndefined();
  });
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(KeyUnavailable);
    expect((error as KeyUnavailable).code).toBe('key-unavailable');
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
