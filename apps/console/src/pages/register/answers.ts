import type { InstrumentRow, Matrix } from '#explain';
import type { Block } from '../../api/block';

export type { Given, MatrixField } from '#explain';
export type Instrument = InstrumentRow;
export type State = InstrumentRow['state'];

/** `GET /register/instruments/:id`. */
export type InstrumentText = Instrument & { readonly at: string; readonly blocks: readonly Block[] };

/** `GET /register/expiring`. `what` is Dutch. */
export type Ending = Instrument & { readonly endsOn: string; readonly what: string };

/** `GET /register/participants`. */
export interface Participant {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly systems: readonly string[];
}

/** `GET /register/participants/:id`. */
export interface ParticipantText {
  readonly id: string;
  readonly name: string;
  readonly blocks: readonly Block[];
}

/** `GET /register/status`. */
export interface Status {
  readonly blocks: readonly Block[];
  readonly count: number;
}

/** `GET /register/matrix`: with the names of what its cells name by id. */
export type NamedMatrix = Matrix & {
  readonly names: {
    readonly participants: Readonly<Record<string, string>>;
    readonly purposes: Readonly<Record<string, string>>;
    readonly instruments: Readonly<Record<string, string>>;
  };
};
