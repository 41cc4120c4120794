/** Attributes that the gateway reads, without the `ce_` of the Kafka binding. */
export const attributeNames = [
  'specversion',
  'id',
  'source',
  'type',
  'recipient',
  'purpose',
  'category',
  'territory',
  'provider',
  'basis',
  'mode',
  'correlationid',
  'time',
  'traceparent',
] as const;

export type AttributeName = (typeof attributeNames)[number];

/** Attributes without which there is no request (CloudEvents 1.0 section 3, and our own three). */
export const requiredAttributes = ['specversion', 'id', 'source', 'type', 'recipient', 'purpose', 'category'] as const;

const otherRules = [
  // headers
  'headers-too-many',
  'header-too-large',
  'header-duplicate',
  'header-name-case',
  'header-encoding',
  'attribute-name',
  'attribute-value',
  'content-type',
  'mode-ambiguous',
  // value
  'value-missing',
  'value-too-large',
  'byte-order-mark',
  'encoding',
  'json',
  'nesting',
  'surrogate',
  'number',
  'duplicate-key',
  'prototype-key',
  'data-missing',
  'data-base64',
  'records-too-many',
  'record-not-object',
  'no-leaf',
] as const;

/** What a rejected record broke: a closed list, so that it can stand in records and metrics. */
export type Rule =
  | (typeof otherRules)[number]
  | `${(typeof requiredAttributes)[number]}-missing`
  | `${Exclude<AttributeName, 'traceparent'>}-invalid`;

/** Every rule, for the generated reference. */
export const rules: readonly Rule[] = [
  ...requiredAttributes.map((name) => `${name}-missing` as const),
  ...attributeNames.filter((name) => name !== 'traceparent').map((name) => `${name}-invalid` as const),
  ...otherRules,
];

/** A rule that was broken, inside this library. Sizes are `too-large`, all else is `malformed`. */
export class Broken {
  constructor(readonly rule: Rule) {}
}

/** The reason code that a rule is answered with. */
export function codeOf(rule: Rule): 'malformed' | 'too-large' {
  switch (rule) {
    case 'headers-too-many':
    case 'header-too-large':
    case 'value-too-large':
    case 'records-too-many':
      return 'too-large';
    default:
      return 'malformed';
  }
}
