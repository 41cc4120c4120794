import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../support/cluster';
import type { Sample } from '../../support/console-pages';
import type { Stage } from './stage';
import { candidate, toVlabinvest } from './whole-way';

const path = 'instruments/vtc-2015-9.yaml';

/** A case, its decision and a proposal that waits, so that every page has something to show. */
export async function makeSample({ system, recorded, installation }: Stage): Promise<Sample> {
  const dossier = await system('dossier');
  const { reply } = await dossier.ask(toVlabinvest, candidate(2, { nationaliteit: 'BE' }));
  await recorded(reply.decisionId);
  const { json: found } = await installation.call('GET', '/ledger/cases?q=nationaliteit&limit=1');
  const text = readFileSync(join(repository, 'protocols', path), 'utf8').replace(/^.*aantalTenLaste.*\n/m, '');
  const { json: proposed } = await installation.call('POST', '/register/proposals', {
    from: 'upload',
    title: 'Leiedal zonder gezinslast',
    reason: 'Het instrument noemt het aantal personen ten laste niet meer.',
    documents: [{ path, text }],
  });
  return {
    decisionId: reply.decisionId,
    caseId: String((found as { cases: { id: string }[] }).cases[0]!.id),
    proposalId: String((proposed as { id: string }).id),
  };
}
