import type Cluster from 'kafkajs/src/cluster';

interface Answer {
  readonly atMs: number;
  readonly found: object;
}

type Find = Cluster['findGroupCoordinatorMetadata'];

/**
 * Coordinators move only when brokers come and go, and one that is asked in vain says so: then the client asks again until
 * it is told the new one. So an answer is good for a second, which bounds what a move costs.
 */
const goodForMs = 1_000;

/** kafkajs asks the brokers for the coordinator before each step of a transaction; this keeps the answers for a moment. */
export function rememberCoordinators(find: Find, now: () => number = () => performance.now()): Find {
  const known = new WeakMap<Cluster, Map<string, Answer>>();
  return async function findGroupCoordinatorMetadata(this: Cluster, query) {
    const name = `${query.coordinatorType} ${query.groupId}`;
    const answers = known.get(this) ?? new Map<string, Answer>();
    known.set(this, answers);
    const answer = answers.get(name);
    if (answer !== undefined && now() - answer.atMs < goodForMs) return answer.found;
    answers.delete(name);
    const found = await find.call(this, query);
    answers.set(name, { atMs: now(), found });
    return found;
  };
}
