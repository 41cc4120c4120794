/** The repository's own register, with a case among it, to see that nothing tells of the case. */
import { parseRegister, type RegisterSource } from '#register';

/** What must never show: id, person and reason of a case that is in force and gives a city a name. */
export const secrets = ['bevel-2026-1', 'a2b3c4d5e6f7a2b3c4d5e6f7aa', 'vordering van het parket'];

const bevel = `id: bevel-2026-1
kind: legal-duty
authority: partijen
title: { nl: Bevel }
sure: seed
confidential: true
case:
  person: a2b3c4d5e6f7a2b3c4d5e6f7aa
  reason: vordering van het parket
  approvals:
    - { by: eerste, on: 2026-01-02 }
    - { by: tweede, on: 2026-01-03 }
versions:
  - from: 2026-01-01
    until: 2030-01-01
    signed: 2026-01-01
    permissions:
      - provider: { role: shm }
        recipient: stad-antwerpen
        purpose: wettelijke-verplichting
        categories: [huurder]
        fields:
          persoon.insz: {}
          persoon.naam: {}
`;

/** `files` as `readProtocols` gives them; `changes` replace or add. */
export function registerWithCase(
  files: ReadonlyMap<string, string>,
  changes: Readonly<Record<string, string>> = {},
): RegisterSource {
  const all = new Map([...files, ...Object.entries({ 'cases/bevel-2026-1.yaml': bevel, ...changes })]);
  const { source, faults } = parseRegister(all);
  if (source === undefined)
    throw new Error(faults.map((fault) => `${fault.file}:${fault.line} ${fault.message}`).join('\n'));
  return source;
}
