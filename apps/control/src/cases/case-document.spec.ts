import { compileRegister, faultLine, fromDocuments, parseRegister, toDocuments } from '#register';
import { readProtocols } from '#protocols';
import { caseDocument, type PublishedCase } from './case-document';

const proposed: PublishedCase = {
  id: 'dossier-abcdefghijklmnop',
  kind: 'legal-duty',
  provider: 'woondienst-izegem',
  recipient: 'politie',
  categories: ['huurder'],
  fields: ['persoon.insz', 'persoon.naam'],
  person: ['a'.repeat(26), 'b'.repeat(26)],
  others: ['c'.repeat(26)],
  untilDay: '2027-01-01',
  proposedBy: 'register-admin',
  // Still the day before in universal time.
  proposedAt: new Date('2026-03-01T23:30:00Z'),
  approvedBy: 'dpo',
  approvedAt: new Date('2026-03-03T09:00:00Z'),
  reviewBefore: null,
};
const urgent: PublishedCase = {
  ...proposed,
  kind: 'vital-interest',
  approvedBy: null,
  approvedAt: null,
  reviewBefore: new Date('2026-03-02T23:30:00Z'),
};

describe('a case as a document', () => {
  async function published(each: PublishedCase) {
    const { source } = parseRegister(await readProtocols('protocols'));
    const texts = toDocuments(source!).map(({ text }) => text);
    const parsed = fromDocuments([...texts, caseDocument(each).content]);
    expect(parsed.faults.map(faultLine)).toEqual([]);
    const purposes = { 'legal-duty': 'wettelijke-verplichting', portability: 'overdraagbaarheid' } as const;
    const purpose = purposes[each.kind as keyof typeof purposes] ?? 'vitaal-belang';
    return compileRegister(parsed.source!, 1).permissions(each.recipient, purpose, each.provider);
  }

  it('holds from its approval to its end, for its person under every key', async () => {
    expect(await published(proposed)).toMatchObject([
      {
        instrument: proposed.id,
        confidential: true,
        from: '2026-03-03',
        until: '2027-01-01',
        draft: false,
        onePerson: { tokens: new Set(proposed.person), others: new Set(proposed.others), endsAtMs: undefined },
      },
    ]);
    expect(await published({ ...proposed, kind: 'portability', recipient: 'shm-zuid-west' })).toHaveLength(1);
  });

  it('of a vital interest holds from its proposal, until its review or for good once that is done', async () => {
    const [open] = await published(urgent);
    expect(open).toMatchObject({ from: '2026-03-02', onePerson: { endsAtMs: urgent.reviewBefore!.getTime() } });
    const [reviewed] = await published({ ...urgent, approvedBy: 'dpo', approvedAt: new Date('2026-03-02T12:00:00Z') });
    expect(reviewed).toMatchObject({ from: '2026-03-02', onePerson: { endsAtMs: undefined } });
  });

  it('says nothing of its ground', () => {
    const { content } = caseDocument({ ...proposed, ground: 'vordering' } as PublishedCase);
    expect(content).not.toContain('vordering');
    expect(JSON.parse(content)).toMatchObject({ path: `cases/${proposed.id}.yaml` });
  });
});
