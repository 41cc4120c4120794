import type { DataSource, EntityManager } from 'typeorm';
import { LedgerJournal } from '../ledger/journal';
import { tellNews } from '../ledger/news';
import { keepDocuments, type StoredDocument } from '../register-versions';
import { RegisterPromises, type PromiseFiles } from './promises';
import { RegisterSuspensions, type Actor } from './suspensions';

export type ProposalKind = 'files' | 'upload' | 'version' | 'lift';
export type ProposalState = 'open' | 'approved' | 'rejected' | 'outdated';

/** What somebody wants to be the next register version. */
export interface NewProposal {
  readonly kind: ProposalKind;
  readonly title: string;
  readonly reason: string;
  /** Version that was active, and the hash of its own documents, without cases and orders, and of its promises. */
  readonly basedOn: number;
  readonly baseHash: string;
  /** The order to be lifted. */
  readonly suspension: string | null;
  readonly faults: readonly { readonly place: string; readonly problem: string }[];
  /** What was found by checking it; null where it has faults. */
  readonly report: object | null;
  readonly documents: readonly StoredDocument[];
  /** What the register promises once it is approved. */
  readonly promises: PromiseFiles;
}

export interface Proposal extends Omit<NewProposal, 'documents' | 'report' | 'promises'> {
  readonly id: string;
  readonly state: ProposalState;
  readonly bySubject: string;
  readonly by: string;
  readonly at: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decidedReason: string | null;
  /** Promises of the active register that it would break. */
  readonly brokenCount: number;
  /** What it became. */
  readonly version: number | null;
}

/** What came of a decision on a proposal; refusals are expected outcomes. */
export type ProposalChange = 'done' | 'unknown' | 'decided' | 'same-officer';

const columns = `id, kind, title, reason, by_subject AS "bySubject", by_name AS by, at, based_on AS "basedOn", base_hash AS "baseHash",
  suspension, faults, state, decided_by_name AS "decidedBy", decided_at AS "decidedAt", decided_reason AS "decidedReason", version,
  (SELECT count(*)::int FROM jsonb_array_elements(report -> 'promises') AS held WHERE held -> 'holds' = 'false') AS "brokenCount"`;

/** Register versions that wait for a second person. */
export class RegisterProposals {
  constructor(private readonly source: DataSource) {}

  async propose(proposal: NewProposal, actor: Actor, now: Date): Promise<string> {
    return this.source.transaction(async (entities) => {
      const [row]: { id: string }[] = await entities.query(
        `INSERT INTO register_proposal (kind, title, reason, by_subject, by_name, at, based_on, base_hash, suspension, faults, report, promises)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`,
        [
          proposal.kind,
          proposal.title,
          proposal.reason,
          actor.subject,
          actor.name,
          now.toISOString(),
          proposal.basedOn,
          proposal.baseHash,
          proposal.suspension,
          JSON.stringify(proposal.faults),
          proposal.report === null ? null : JSON.stringify(proposal.report),
          JSON.stringify(proposal.promises),
        ],
      );
      const { id } = row!;
      await keepDocuments(entities, proposal.documents);
      await entities.query('INSERT INTO register_proposal_document (proposal, hash) SELECT $1, unnest($2::text[])', [
        id,
        proposal.documents.map(({ hash }) => hash),
      ]);
      await LedgerJournal.act(entities, { act: 'register.propose', by: actor.subject, proposal: id }, now);
      await tellNews(entities, [{ kind: 'proposal', id, state: 'open' }]);
      return id;
    });
  }

  async list(state: ProposalState | undefined, limit: number): Promise<readonly Proposal[]> {
    return this.source.query(
      `SELECT ${columns} FROM register_proposal WHERE $1::text IS NULL OR state = $1 ORDER BY id DESC LIMIT $2`,
      [state ?? null, limit],
    );
  }

  async openCount(): Promise<number> {
    const [row]: { count: string }[] = await this.source.query(
      `SELECT count(*) FROM register_proposal WHERE state = 'open'`,
    );
    return Number(row?.count ?? 0);
  }

  async one(id: string): Promise<(Proposal & { readonly report: object | null }) | undefined> {
    const [row]: (Proposal & { readonly report: object | null })[] = await this.source.query(
      `SELECT ${columns}, report FROM register_proposal WHERE id = $1`,
      [id],
    );
    return row;
  }

  async documents(id: string): Promise<readonly StoredDocument[]> {
    return this.source.query(
      `SELECT d.hash, d.path, d.content FROM register_proposal_document p JOIN register_document d ON d.hash = p.hash
       WHERE p.proposal = $1 ORDER BY d.path`,
      [id],
    );
  }

  async reject(id: string, actor: Actor, reason: string, now: Date): Promise<ProposalChange> {
    return this.source.transaction(async (entities) => {
      const standing = await lockOpen(entities, id);
      if (typeof standing === 'string') return standing;
      if (standing.bySubject === actor.subject) return 'same-officer';
      await entities.query(
        `UPDATE register_proposal SET state = 'rejected', decided_by_subject = $2, decided_by_name = $3, decided_at = $4,
           decided_reason = $5 WHERE id = $1`,
        [id, actor.subject, actor.name, now.toISOString(), reason],
      );
      await LedgerJournal.act(entities, { act: 'register.reject', by: actor.subject, proposal: id }, now);
      await tellNews(entities, [{ kind: 'proposal', id, state: 'rejected' }]);
      return 'done';
    });
  }

  /**
   * Approves in the transaction that gives the version its number. INVARIANT(two-officers): nobody approves what he proposed
   * himself; the table refuses it too. Whatever else was proposed was compared with a register that is no more.
   */
  static async approve(
    entities: EntityManager,
    id: string,
    actor: Actor,
    version: number,
    today: string,
    now: Date,
  ): Promise<ProposalChange> {
    const standing = await lockOpen(entities, id);
    if (typeof standing === 'string') return standing;
    if (standing.bySubject === actor.subject) return 'same-officer';
    await entities.query(
      `UPDATE register_proposal SET state = 'approved', decided_by_subject = $2, decided_by_name = $3, decided_at = $4, version = $5
       WHERE id = $1`,
      [id, actor.subject, actor.name, now.toISOString(), version],
    );
    if (standing.promises !== null) await RegisterPromises.keep(entities, version, standing.promises, now);
    if (standing.suspension !== null) await RegisterSuspensions.lift(entities, standing.suspension, today, now);
    const [outdated]: [{ id: string }[], number] = await entities.query(
      `UPDATE register_proposal SET state = 'outdated' WHERE state = 'open' RETURNING id`,
    );
    await LedgerJournal.act(entities, { act: 'register.approve', by: actor.subject, proposal: id, version }, now);
    for (const each of outdated) {
      await LedgerJournal.act(entities, { act: 'register.outdate', by: actor.subject, proposal: each.id }, now);
    }
    await tellNews(entities, [
      { kind: 'proposal', id, state: 'approved' },
      ...outdated.map((each) => ({ kind: 'proposal' as const, id: each.id, state: 'outdated' })),
    ]);
    return 'done';
  }

  /** What was compared with another register than the active one can't be approved any more, as `by` came to see. */
  async outdate(id: string, by: string, now: Date): Promise<void> {
    await this.source.transaction(async (entities) => {
      const [rows]: [unknown[], number] = await entities.query(
        `UPDATE register_proposal SET state = 'outdated' WHERE id = $1 AND state = 'open' RETURNING id`,
        [id],
      );
      if (rows.length === 0) return;
      await LedgerJournal.act(entities, { act: 'register.outdate', by, proposal: id }, now);
      await tellNews(entities, [{ kind: 'proposal', id, state: 'outdated' }]);
    });
  }
}

interface Standing {
  readonly bySubject: string;
  readonly suspension: string | null;
  readonly promises: PromiseFiles | null;
}

async function lockOpen(entities: EntityManager, id: string): Promise<'unknown' | 'decided' | Standing> {
  const [row]: (Standing & { readonly state: ProposalState })[] = await entities.query(
    'SELECT state, by_subject AS "bySubject", suspension, promises FROM register_proposal WHERE id = $1 FOR UPDATE',
    [id],
  );
  if (row === undefined) return 'unknown';
  return row.state === 'open' ? row : 'decided';
}
