import { verifyJws, type Jwk } from '#keys';
import { compileRegister, fromDocuments } from '#register';
import type { Registers } from './provisioning';

/** Verifies register messages with the public key of control, and compiles what its files say. */
export function registersWith(verifyKey: string): Registers {
  const jwk = JSON.parse(verifyKey) as Jwk;
  return {
    verify: (jws) => verifyJws(jws, jwk, 'sluis-register+jws'),
    compile({ version, documents }) {
      const { source, faults } = fromDocuments(documents);
      if (source !== undefined) return compileRegister(source, version);
      const [first] = faults;
      throw new Error(`${faults.length} faults, the first in \`${first?.file}\`:${first?.line}: ${first?.message}`);
    },
  };
}
