/**
 * Who may call what, written by hand: the decorators of control are held against it, not it against them. What a row names
 * belongs to Woondienst Regio Izegem, and is asked for by officers of it, of another participant, and of every one.
 */
export interface Row {
  /** `GET /facts/{id}` */
  readonly route: string;
  /** Roles, `role@*` where it takes the right for every participant; `anyone` needs no login. */
  readonly may: string;
  /** What it answers to whoever may. */
  readonly ok: readonly number[];
  /** What it answers to officers of another participant; undefined: it is nobody's. */
  readonly foreign?: number;
  /** What the second of two people does: a program is answered 403, whatever its roles. */
  readonly person?: true;
  /** Of an answer that differs by whose officer asks: whether it shows what is Woondienst Regio Izegem's. */
  shows?(json: any, things: Things): boolean;
  /** What stands in the ledger of each change by this route: an act, or the kind of the entry. */
  readonly noted?: string;
  /** Address and body of one call that may be made again and again. */
  call?(things: Things): Call | Promise<Call>;
}

export interface Call {
  readonly path?: string;
  readonly body?: unknown;
}

/** What is there to be asked for, all of it Woondienst Regio Izegem's. */
export interface Things {
  readonly insz: string;
  readonly decision: string;
  readonly caseId: string;
  /** A fact of its own for each call: it is withdrawn. */
  fact(): Promise<string>;
  readonly personCase: string;
  readonly tomorrow: string;
}

const izegem = 'woondienst-izegem';
const everyRole = 'compliance dpo register-admin auditor operator';
const readers = 'compliance dpo auditor';
const proposalReaders = 'register-admin@* dpo@* auditor@*';

export const table: readonly Row[] = [
  { route: 'GET /health/live', may: 'anyone', ok: [200] },
  { route: 'GET /health/ready', may: 'anyone', ok: [200, 503] },
  { route: 'GET /login', may: 'anyone', ok: [302] },
  { route: 'GET /login/callback', noted: 'session.start', may: 'anyone', ok: [400] },
  { route: 'POST /logout', noted: 'session.end', may: 'anyone', ok: [200] },
  // Programs have no session; what browsers get is tried in session.e2e.
  { route: 'GET /session', may: 'anyone', ok: [401] },
  { route: 'GET /protocollen', may: 'anyone', ok: [200, 308] },
  { route: 'GET /protocollen/{path}', may: 'anyone', ok: [200], call: () => ({ path: '/protocollen/index.html' }) },
  { route: 'GET /ledger/checkpoint', may: 'anyone', ok: [200] },
  { route: 'GET /ledger/vkey', may: 'anyone', ok: [200] },
  { route: 'GET /ledger/journal', may: 'anyone', ok: [200] },
  { route: 'GET /ledger/tile/{path}', may: 'anyone', ok: [404], call: () => ({ path: '/ledger/tile/0/999' }) },

  { route: 'GET /overview', may: everyRole, ok: [200], shows: ({ exchanges }) => exchanges.permits === 1 },
  { route: 'GET /events', may: everyRole, ok: [200] },
  { route: 'GET /register', may: everyRole, ok: [200] },
  { route: 'GET /register/versions', may: everyRole, ok: [200] },
  { route: 'GET /register/participants', may: everyRole, ok: [200] },
  {
    route: 'GET /register/participants/{id}',
    may: everyRole,
    ok: [200],
    call: () => ({ path: '/register/participants/vmsw' }),
  },
  { route: 'GET /register/instruments', may: everyRole, ok: [200] },
  {
    route: 'GET /register/instruments/{id}',
    may: everyRole,
    ok: [200],
    call: () => ({ path: '/register/instruments/rr-2013-48' }),
  },
  { route: 'GET /register/matrix', may: everyRole, ok: [200] },
  { route: 'GET /register/status', may: everyRole, ok: [200] },
  { route: 'GET /register/expiring', may: everyRole, ok: [200] },
  { route: 'GET /register/vocabulary', may: everyRole, ok: [200] },
  { route: 'POST /decide', may: everyRole, ok: [400], call: () => ({ body: {} }) },

  { route: 'POST /register/activate', noted: 'register.activate', may: 'register-admin@*', ok: [200, 409] },
  {
    route: 'POST /register/proposals',
    noted: 'register.propose',
    may: 'register-admin@*',
    ok: [400],
    call: () => ({ body: {} }),
  },
  { route: 'GET /register/proposals', may: proposalReaders, ok: [200] },
  { route: 'GET /register/proposals/{id}', may: proposalReaders, ok: [404], call: () => proposal('') },
  {
    route: 'POST /register/proposals/{id}/approve',
    noted: 'register.approve',
    may: 'register-admin@* dpo@*',
    person: true,
    ok: [404],
    call: () => proposal('/approve'),
  },
  {
    route: 'POST /register/proposals/{id}/reject',
    noted: 'register.reject',
    may: 'register-admin@* dpo@*',
    person: true,
    ok: [404],
    call: () => ({ ...proposal('/reject'), body: { reason: 'niet zo' } }),
  },
  { route: 'GET /register/suspensions', may: everyRole, ok: [200] },
  {
    // Without a reason it suspends nothing; whose instrument it is, is tried below.
    route: 'POST /register/suspensions',
    noted: 'register.suspend',
    may: 'register-admin dpo',
    ok: [400],
    call: () => ({ body: { instrument: 'rr-2013-48' } }),
  },

  {
    route: 'POST /facts',
    noted: 'fact.record',
    may: 'compliance dpo',
    ok: [201],
    foreign: 400,
    call: ({ insz }) => ({ body: restriction(insz) }),
  },
  {
    route: 'GET /facts',
    may: 'compliance dpo',
    ok: [200],
    shows: (facts: { participant: string }[]) => facts.some(({ participant }) => participant === izegem),
  },
  {
    route: 'DELETE /facts/{id}',
    noted: 'fact.withdraw',
    may: 'compliance dpo',
    ok: [204],
    foreign: 404,
    call: async ({ fact }) => ({ path: `/facts/${await fact()}` }),
  },

  {
    route: 'POST /cases',
    noted: 'person-case.propose',
    may: 'dpo register-admin@*',
    ok: [201],
    foreign: 400,
    call: ({ insz, tomorrow }) => ({ body: order(insz, tomorrow) }),
  },
  {
    route: 'GET /cases',
    may: 'dpo register-admin@*',
    ok: [200],
    shows: (cases: { id: string }[], { personCase }) => cases.some(({ id }) => id === personCase),
  },
  {
    // Once by each officer; the second time it was approved already.
    route: 'POST /cases/{id}/approve',
    noted: 'person-case.approve',
    may: 'dpo register-admin@*',
    person: true,
    ok: [204, 409],
    foreign: 404,
    call: ({ personCase }) => ({ path: `/cases/${personCase}/approve` }),
  },
  {
    route: 'POST /cases/{id}/end',
    noted: 'person-case.end',
    may: 'dpo register-admin@*',
    ok: [204],
    foreign: 404,
    call: ({ personCase }) => ({ path: `/cases/${personCase}/end` }),
  },

  { route: 'GET /ledger/decisions', may: readers, ok: [200], shows: showsDecision },
  { route: 'GET /ledger/decisions/{id}', may: readers, ok: [200], foreign: 404, call: decision('') },
  { route: 'POST /ledger/decisions/{id}/redecide', may: readers, ok: [200], foreign: 404, call: decision('/redecide') },
  {
    route: 'GET /ledger/proof/{id}',
    may: readers,
    ok: [200],
    foreign: 404,
    call: ({ decision: id }) => ({ path: `/ledger/proof/${id}` }),
  },
  {
    route: 'GET /ledger/instruments/{id}',
    may: readers,
    ok: [200],
    call: () => ({ path: '/ledger/instruments/rr-2013-48' }),
    shows: ({ permitted }) => permitted.length > 0,
  },
  { route: 'GET /ledger/gaps', may: `${readers} operator`, ok: [200] },
  { route: 'GET /ledger/details', may: 'compliance@* dpo@* auditor@*', ok: [200] },
  {
    route: 'GET /ledger/cases',
    may: readers,
    ok: [200],
    shows: ({ cases }: { cases: { id: string }[] }, { caseId }) => cases.some(({ id }) => id === caseId),
  },
  { route: 'GET /ledger/cases/{id}', may: readers, ok: [200], foreign: 404, call: ofCase('') },
  {
    route: 'PATCH /ledger/cases/{id}',
    noted: 'case.change',
    may: 'compliance dpo',
    ok: [200],
    foreign: 404,
    call: ({ caseId }) => ({ path: `/ledger/cases/${caseId}`, body: { note: 'nagekeken' } }),
  },
  // The case is open: there is nothing to send again.
  { route: 'GET /ledger/cases/{id}/decisions', may: readers, ok: [409], foreign: 404, call: ofCase('/decisions') },
  { route: 'GET /ledger/cases/{id}/explanation', may: readers, ok: [200], foreign: 404, call: ofCase('/explanation') },
  {
    route: 'POST /ledger/persons',
    noted: 'access',
    may: 'dpo',
    ok: [200],
    call: ({ insz }) => ({ body: { insz, why: 'inzage, AVG art. 15' } }),
    shows: showsDecision,
  },
  {
    // Without a ground nothing is erased.
    route: 'POST /ledger/erasures',
    noted: 'erasure',
    may: 'dpo@*',
    ok: [400],
    call: ({ insz }) => ({ body: { insz } }),
  },
  { route: 'GET /ledger/retention', may: 'operator auditor dpo', ok: [200] },
  {
    route: 'PUT /ledger/retention',
    noted: 'retention.set',
    may: 'operator@*',
    ok: [400],
    call: () => ({ body: { kind: 'x', days: 1 } }),
  },
];

function showsDecision({ decisions }: { decisions: { decisionId: string }[] }, { decision: id }: Things): boolean {
  return decisions.some(({ decisionId }) => decisionId === id);
}

function proposal(tail: string): Call {
  return { path: `/register/proposals/00000000-0000-4000-8000-000000000000${tail}` };
}

function decision(tail: string): NonNullable<Row['call']> {
  return ({ decision: id }) => ({ path: `/ledger/decisions/${id}${tail}` });
}

function ofCase(tail: string): NonNullable<Row['call']> {
  return ({ caseId }) => ({ path: `/ledger/cases/${caseId}${tail}` });
}

export function restriction(insz: string, participant = 'woondienst-izegem', more: object = {}): object {
  return { kind: 'restriction', insz, participant, from: '2026-01-01', until: null, ground: 'AVG art. 18', ...more };
}

export function order(insz: string, until: string, recipient = 'politie'): object {
  return {
    kind: 'legal-duty',
    insz,
    provider: 'woondienst-izegem',
    recipient,
    categories: ['huurder'],
    fields: ['persoon.insz', 'persoon.naam'],
    until,
    ground: 'vordering in één opsporingsonderzoek',
  };
}
