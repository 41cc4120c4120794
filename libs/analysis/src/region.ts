import type { LegalDate } from '#contract';
import { absent, anyOther, type Box } from './diagram';
import type { Comparison, Difference } from './compare';
import type { Pair } from './columns';
import { ownRoot } from './flow-diagram';
import type { Verdict } from './verdict';

/** A box of requests about which one thing can be said: every one of them is now permitted, refused, or otherwise. */
export interface Region {
  readonly kind: 'permitted' | 'refused' | 'changed';
  readonly recipients: readonly string[];
  readonly purposes: readonly string[];
  readonly providers: readonly string[];
  /** Catalogue paths: it holds of each of them. */
  readonly fields: readonly string[];
  readonly where: Where;
  readonly before: Verdict | undefined;
  readonly after: Verdict | undefined;
}

/** Conditions of a region. What is absent here makes no difference. */
export interface Where {
  /** `self`: the provider itself; `participant <id>`: one that relays; `system <id>`: one system. */
  readonly senders: readonly string[];
  /** Instruments that the request relies on; the empty text is a request that names none. */
  readonly bases: readonly string[];
  readonly categories: readonly string[];
  /** Those of `categories` whose root person stands in its own object, as a `kind` does, and has no `persoon`. */
  readonly ownObject: readonly string[];
  /** Inner categories that must occur, and those that may; no other does. */
  readonly inside: readonly string[];
  readonly maybeInside: readonly string[];
  /** `[from, until)`; an `until` of undefined is open. */
  readonly days: readonly { readonly from: LegalDate; readonly until: LegalDate | undefined }[];
  readonly territory: Codes | undefined;
  /** By path of the leaf that decides. */
  readonly leaves: Readonly<Record<string, Codes>>;
  readonly installation: 'demonstration' | 'operational' | undefined;
  /** Conditions about persons that hold, or fail: an open file at provider or recipient, consent, not to be contacted. */
  readonly facts: Readonly<Record<string, 'holds' | 'fails'>>;
}

/** NIS codes: these, or any but these. `missing`: also where there is none. */
export interface Codes {
  readonly in?: readonly string[];
  readonly notIn?: readonly string[];
  readonly missing: boolean;
}

/** Every region of a comparison, one at a time: there may be more than fit in memory. */
export function* regionsOf({ diagrams, pairs, differences }: Comparison): Generator<Region> {
  for (const difference of differences) {
    for (const { box, content } of diagrams.boxes(difference.diagram)) {
      yield regionOf(difference, box, pairs.at(Number(content)));
    }
  }
}

function regionOf({ recipients, purposes, providers, fields }: Difference, box: Box, pair: Pair): Region {
  const kind = pair.before === undefined ? 'permitted' : pair.after === undefined ? 'refused' : 'changed';
  return { kind, recipients, purposes, providers, fields, where: whereOf(box), ...pair };
}

function whereOf(box: Box): Where {
  const roots = box.get('root') ?? [];
  const inner = [...box].filter(([dimension]) => dimension.startsWith('inner '));
  const named = (dimension: string) => dimension.slice(dimension.indexOf(' ') + 1);
  const installation = box.get('installation')?.[0];
  return {
    senders: box.get('sender') ?? [],
    bases: box.get('basis') ?? [],
    categories: roots.filter((root) => !root.endsWith(ownRoot)),
    ownObject: roots.filter((root) => root.endsWith(ownRoot)).map((root) => root.slice(0, -ownRoot.length - 1)),
    inside: inner.filter(([, values]) => !values.includes('without')).map(([dimension]) => named(dimension)),
    maybeInside: inner.filter(([, values]) => values.length === 2).map(([dimension]) => named(dimension)),
    days: (box.get('day') ?? []).map((window) => {
      const [from = '', until = ''] = window.split('/');
      return { from, until: until === '' ? undefined : until };
    }),
    territory: box.has('territory')
      ? { ...codesOf(box.get('territory')!), missing: isOpen(box.get('territory')!) }
      : undefined,
    leaves: Object.fromEntries(
      [...box]
        .filter(([dimension]) => dimension.startsWith('leaf '))
        .map(([dimension, values]) => [named(dimension), codesOf(values)]),
    ),
    installation: installation as Where['installation'],
    facts: Object.fromEntries(
      [...box]
        .filter(([dimension]) => dimension.startsWith('fact '))
        .map(([dimension, [value]]) => [named(dimension), value as 'holds' | 'fails']),
    ),
  };
}

function isOpen(values: readonly string[]): boolean {
  return values.includes(anyOther);
}

function codesOf(values: readonly string[]): Codes {
  const missing = values.includes(absent);
  if (isOpen(values)) {
    return { notIn: values.filter((value) => value.startsWith('!')).map((value) => value.slice(1)), missing };
  }
  return { in: values.filter((value) => value !== absent), missing };
}
