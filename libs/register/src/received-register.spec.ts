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
    expect(register.newest()).toMatchObject({ version: 3 });
    expect(register.newest()?.documents).toHaveLength(2);
    expect(refusals).toEqual(['version-gone-back', 'version-gone-back']);
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
});
