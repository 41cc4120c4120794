import { createHash } from 'node:crypto';
import { ReceivedRegister, type Refusal } from './received-register';

const documents = ['participants/a.yaml', 'participants/b.yaml'].map((path) =>
  JSON.stringify({ path, document: { id: path } }),
);
const hashes = documents.map((text) => createHash('sha256').update(text).digest('hex'));
/** Stands in for a signature: `good:` holds, all else does not. */
const signed = (version: number, of = hashes, kind = 'manifest') =>
  `good:${JSON.stringify({ kind, version, documents: of })}`;

function received() {
  const refusals: Refusal[] = [];
  const register = new ReceivedRegister(
    (jws) => {
      if (!jws.startsWith('good:')) throw new Error('signature does not verify');
      return JSON.parse(jws.slice(5)) as unknown;
    },
    (refusal) => refusals.push(refusal),
  );
  return { register, refusals };
}

function withDocuments() {
  const found = received();
  for (const [n, text] of documents.entries()) found.register.take(`doc:${hashes[n]}`, text);
  return found;
}

describe('received register', () => {
  it('is there once the manifest verified and all its documents came', () => {
    const { register } = received();
    register.take('manifest', signed(3));
    register.take(`doc:${hashes[0]}`, documents[0]);
    expect(register.newest()).toBeUndefined();
    register.take(`doc:${hashes[1]}`, documents[1]);
    expect(register.newest()).toEqual({ version: 3, documents });
  });

  it('stays as it was when a manifest does not verify', () => {
    const { register, refusals } = withDocuments();
    register.take('manifest', signed(3));
    register.take('manifest', 'bad:{}');
    expect([register.newest()?.version, refusals]).toEqual([3, ['manifest-unverified']]);
  });

  it('stays as it was when a manifest goes back, or says something else under the same number', () => {
    const { register, refusals } = withDocuments();
    register.take('manifest', signed(3));
    register.take('manifest', signed(2));
    register.take('manifest', signed(3, hashes.slice(0, 1)));
    register.take('manifest', signed(3, [hashes[0]!, 'f'.repeat(64)]));
    expect(register.newest()).toMatchObject({ version: 3 });
    expect(register.newest()?.documents).toHaveLength(2);
    expect(refusals).toEqual(['version-gone-back', 'version-gone-back', 'version-gone-back']);
  });

  it('refuses a signed heartbeat in the place of a manifest', () => {
    const { register, refusals } = withDocuments();
    register.take('manifest', signed(3, hashes, 'heartbeat'));
    expect([register.newest(), refusals]).toEqual([undefined, ['manifest-malformed']]);
  });

  it('refuses a document whose content is not what its key says', () => {
    const { register, refusals } = withDocuments();
    register.take('manifest', signed(3));
    register.take(`doc:${hashes[0]}`, documents[1]);
    expect(refusals).toEqual(['document-altered']);
    expect(register.newest()?.documents).toEqual(documents);
  });

  it('passes over heartbeats and keys it does not know', () => {
    const { register, refusals } = withDocuments();
    register.take('heartbeat', 'anything');
    register.take('', undefined);
    expect([register.newest(), refusals]).toEqual([undefined, []]);
  });

  it('goes on to a higher number, and takes the same register again under its own', () => {
    const { register, refusals } = withDocuments();
    register.take('manifest', signed(1, hashes.slice(0, 1)));
    register.take('manifest', signed(2));
    register.take('manifest', signed(2));
    expect([register.newest()?.version, register.newest()?.documents.length, refusals]).toEqual([2, 2, []]);
    register.take('manifest', signed(2, [...hashes].reverse()));
    expect([register.newest()?.documents, refusals]).toEqual([documents, ['version-gone-back']]);
  });

  it('says which number was announced, whether or not its documents are here, and when it was signed', () => {
    const { register } = received();
    expect(register.announced).toBe(0);
    register.take(
      'manifest',
      `good:${JSON.stringify({ kind: 'manifest', version: 4, documents: [], issuedAt: '2026-01-05' })}`,
    );
    expect(register.newest()).toEqual({ version: 4, documents: [], issuedAt: '2026-01-05' });
    register.take('manifest', signed(5));
    expect([register.announced, register.newest()]).toEqual([5, undefined]);
  });

  it('loses a document that is deleted, and hears of no key that only looks like a document or manifest', () => {
    const { register, refusals } = withDocuments();
    register.take('manifest', signed(3));
    register.take('manifest', undefined);
    register.take('manifests', signed(9));
    register.take(`document:${hashes[0]}`, undefined);
    expect(register.newest()?.version).toBe(3);
    register.take(`doc:${hashes[0]}`, undefined);
    expect([register.announced, register.newest(), refusals]).toEqual([3, undefined, []]);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'manifest'],
    ['another kind', { kind: 'heartbeat', version: 3, documents: [] }],
    ['no number', { kind: 'manifest', documents: [] }],
    ['number 0', { kind: 'manifest', version: 0, documents: [] }],
    ['half a number', { kind: 'manifest', version: 1.5, documents: [] }],
    ['a number in words', { kind: 'manifest', version: '3', documents: [] }],
    ['no list', { kind: 'manifest', version: 3, documents: hashes[0] }],
    ['a number for a hash', { kind: 'manifest', version: 3, documents: [hashes[0], 1] }],
    ['a hash that is too short', { kind: 'manifest', version: 3, documents: [hashes[0]!.slice(1)] }],
    ['a hash with more before it', { kind: 'manifest', version: 3, documents: [`0${hashes[0]}`] }],
    ['a hash with more after it', { kind: 'manifest', version: 3, documents: [`${hashes[0]}0`] }],
    ['a day that is no text', { kind: 'manifest', version: 3, documents: [], issuedAt: 3 }],
  ])('refuses a manifest of %s', (_what, payload) => {
    const { register, refusals } = received();
    register.take('manifest', `good:${JSON.stringify(payload)}`);
    expect([register.announced, refusals]).toEqual([0, ['manifest-malformed']]);
  });

  it('takes number 1', () => {
    const { register } = received();
    register.take('manifest', signed(1, []));
    expect(register.newest()?.version).toBe(1);
  });
});
