import type { Reply } from '#contract';

/**
 * What Sluis decided. A denial is an answer like any other, never thrown: `answer.effect === 'deny'` carries every
 * reason of the stage that failed, the nearest permission and the smallest lawful change.
 */
export type Answer = Permit | Denial;

/** The data left, or would have left for a `check`. */
export type Permit = Common & {
  readonly effect: 'permit';
  readonly basis: NonNullable<Reply['basis']>;
  readonly obligations: NonNullable<Reply['obligations']>;
};

/** Nothing left. */
export type Denial = Common & {
  readonly effect: 'deny';
  readonly reasons: NonNullable<Reply['reasons']>;
  readonly remedy: NonNullable<Reply['remedy']>;
};

type Common = Omit<Reply, 'effect' | 'basis' | 'obligations' | 'reasons' | 'remedy'> & {
  /** `ce_id` of the request: keep it to ask again. */
  readonly id: string;
  /** In mode `each` on a permit too: why records were held back, with counts. */
  readonly reasons: readonly NonNullable<Reply['reasons']>[number][];
};

/**
 * The answer in a reply's value, as Nest's deserializer hands it over, or undefined where it is none. Lists that a reply
 * may leave out are empty here; whatever a newer gateway adds is kept.
 */
export function answerFrom(id: string, value: unknown): Answer | undefined {
  if (!isReply(value)) return undefined;
  const common = { ...value, id, reasons: value.reasons ?? [] };
  return value.effect === 'permit'
    ? { ...common, effect: 'permit', basis: value.basis ?? [], obligations: value.obligations ?? [] }
    : { ...common, effect: 'deny', remedy: value.remedy ?? [] };
}

/**
 * A denial in a few lines for a log or a desk: the reasons in one language, and what would make it lawful. Holds field
 * names, never a value.
 */
export function explain(denial: Denial, language: 'nl' | 'en'): string {
  const reasons = denial.reasons.map(({ code, message }) => `${code}: ${message[language]}`);
  const remedies = denial.remedy.map((step) => {
    if ('drop' in step) return `${words[language].drop} ${step.drop.join(', ')}`;
    if ('after' in step) return `${words[language].after} ${step.after}`;
    return `${words[language].ask} ${step.ask}`;
  });
  return [...reasons, ...remedies.map((remedy) => `→ ${remedy}`)].join('\n');
}

const words = {
  nl: { drop: 'laat weg:', after: 'wacht tot', ask: 'laat iemand dit doen:' },
  en: { drop: 'leave out:', after: 'wait until', ask: 'have somebody do this:' },
} as const;

function isReply(value: unknown): value is Reply {
  if (typeof value !== 'object' || value === null) return false;
  const { effect, decisionId, registerVersion } = value as Partial<Reply>;
  return (
    (effect === 'permit' || effect === 'deny') && typeof decisionId === 'string' && typeof registerVersion === 'number'
  );
}
