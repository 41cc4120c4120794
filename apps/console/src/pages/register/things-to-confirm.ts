import type { ToConfirm } from './answers';

/** A file of the register with what is assumed in it. */
export interface Thing {
  /** One participant's, one instrument's, or one that many things stand in: roles, purposes, territories. */
  readonly kind: 'participants' | 'instruments' | 'shared';
  readonly file: string;
  /** Of the participant or the instrument. */
  readonly id: string;
  readonly facts: readonly ToConfirm[];
}

/** Each file once, the one with most to confirm first; in it what most rests on comes first. */
export function thingsToConfirm(facts: readonly ToConfirm[]): Thing[] {
  const files = Map.groupBy(facts, ({ file }) => file);
  return [...files]
    .map(([file, own]): Thing => {
      const [, folder = '', id = ''] = /^(\w+)\/(.+)\.yaml$/.exec(file) ?? [];
      const kind = folder === 'participants' || folder === 'instruments' ? folder : 'shared';
      return { kind, file, id, facts: own };
    })
    .toSorted((one, other) => other.facts.length - one.facts.length || one.file.localeCompare(other.file));
}
