import type { Reason, ReasonCode } from '#contract';
import { faultNamesMax, inOrder, type Cause, type Causes } from './causes';
import type { Asked } from './context';
import { fieldsIn } from './field-set';
import { messageOf, type MessageParts } from './messages';

/**
 * What the sender is told: one reason a code, with catalogue paths, or its own names for content faults, of which the
 * whole answer has at most twenty.
 */
export function reasonsFrom(asked: Asked, causes: Causes): readonly Reason[] {
  let namesLeft: number = faultNamesMax;
  return inOrder(causes.values(), (cause) => cause.code).map((cause) => {
    if (cause.names.size === 0) return reason(asked, cause, pathsOf(asked, cause));
    const names = [...cause.names].sort(byText).slice(0, namesLeft);
    namesLeft -= names.length;
    return reason(asked, cause, names);
  });
}

/** What the decision record keeps: the same without the sender's own names, which are only counted. */
export function recordedCauses(asked: Asked, causes: Causes): readonly Reason[] {
  return inOrder(causes.values(), (cause) => cause.code).map((cause) => reason(asked, cause, pathsOf(asked, cause)));
}

/** For mode `each`: how many records each code denies, instead of which fields. */
export function countedReasons(asked: Asked, codesByRecord: readonly (readonly ReasonCode[])[]): readonly Reason[] {
  const counts = new Map<ReasonCode, number>();
  for (const codes of codesByRecord) for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return inOrder(counts.entries(), ([code]) => code).map(([code, count]) => ({
    code,
    count,
    message: messageOf(code, code === 'not-deliverable' ? { count } : { ...namesOf(asked), count }),
  }));
}

function reason(asked: Asked, cause: Cause, fields: readonly string[]): Reason {
  return {
    code: cause.code,
    ...(fields.length > 0 ? { fields } : {}),
    ...(cause.unknownNames.size > 0 ? { unknownCount: cause.unknownNames.size } : {}),
    message: messageOf(cause.code, {
      ...namesOf(asked),
      // Only catalogue paths go into the sentence: a name that the sender made up could hold a value.
      fields: pathsOf(asked, cause),
      unknownCount: cause.unknownNames.size,
      permissions: [...cause.permissions].filter((permission) => !permission.confidential),
      ...(cause.code === 'malformed' ? { rule: 'no-leaf' } : {}),
    }),
  };
}

function pathsOf(asked: Asked, cause: Cause): readonly string[] {
  return fieldsIn(cause.fields).map((field) => asked.derived.catalogue.fields[field]?.path ?? '');
}

/**
 * Names of the register may be repeated in a sentence; what the register does not know is the sender's own text and
 * may not.
 */
function namesOf(asked: Asked): Pick<MessageParts, 'recipient' | 'purpose' | 'provider' | 'level'> {
  const { request, provider } = asked;
  const { register } = asked.context;
  return {
    ...(register.participants.has(request.recipient) ? { recipient: request.recipient } : {}),
    ...(register.purposes.has(request.purpose) ? { purpose: request.purpose } : {}),
    ...(register.participants.has(provider) ? { provider, level: register.participants.get(provider)?.level } : {}),
  };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
