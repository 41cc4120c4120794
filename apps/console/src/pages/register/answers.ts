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
  /** In force today; confirmed: resting on nothing that is assumed. */
  readonly permissions: { readonly all: number; readonly confirmed: number };
  readonly toConfirm: readonly ToConfirm[];
  /** What else must be looked after. */
  readonly blocks: readonly Block[];
}

/** One fact that is assumed: where it stands, what it is in Dutch, and the instruments of which something rests on it. */
export interface ToConfirm {
  readonly file: string;
  readonly what: string;
  readonly instruments: readonly string[];
}

/** `GET /register/matrix`: with the names of what its cells name by id. */
export type NamedMatrix = Matrix & {
  readonly names: {
    readonly participants: Readonly<Record<string, string>>;
    readonly purposes: Readonly<Record<string, string>>;
    readonly instruments: Readonly<Record<string, string>>;
  };
};
