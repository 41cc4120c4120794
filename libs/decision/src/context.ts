import type { Clock, ExchangeRequest, Facts } from '#contract';
import type { Catalogue, CompiledRegister, Purpose } from '#register';
import { CarriageCache } from './carriage';
import { addField } from './field-set';

/** Everything a decision rests on beside the request. Deciding twice with the same gives the same. */
export interface DecisionContext {
  readonly register: CompiledRegister;
  readonly facts: Facts;
  /** Keyed hashes, made outside: the decider holds no key. */
  readonly tokens: {
    /** Tokens of a person under every token key that still has facts. */
    person(insz: string): readonly string[];
    /** Tokens of a contact as `contact.ts` normalises it. */
    contact(normalised: string): readonly string[];
  };
  readonly clock: Clock;
  /** Whether the installation declared itself a demonstration: only then may a permission rest on an `assumed` fact. */
  readonly demonstration: boolean;
  /** What the gateway knows to be unreliable at this moment. */
  readonly guards: { readonly registerStale: boolean; readonly factsStale: boolean; readonly clockUnsure: boolean };
}

/** One request's question, with what the stages look up again and again. */
export interface Asked {
  readonly request: ExchangeRequest;
  readonly context: DecisionContext;
  readonly derived: Derived;
  /** The sender's own participant; empty where the register does not know the system. */
  readonly own: string;
  /** Whose data it is: the provider named, else the sender's own participant. */
  readonly provider: string;
  /** Undefined where the register does not know it. */
  readonly purpose: Purpose | undefined;
  readonly statistical: boolean;
}

export function ask(request: ExchangeRequest, context: DecisionContext): Asked {
  const own = context.register.systems.get(request.system)?.participant ?? '';
  const purpose = context.register.purposes.get(request.purpose);
  return {
    request,
    context,
    derived: derivedFrom(context.register),
    own,
    provider: request.provider ?? own,
    purpose,
    statistical: purpose?.statistical ?? false,
  };
}

/** What is worked out once for a register and kept as long as the register lives. Bounded in size. */
export interface Derived {
  readonly catalogue: Catalogue;
  readonly carriages: CarriageCache;
  /** Property names towards each field, `[]` for the items of an array; by field number, filled when first asked. */
  readonly paths: Map<number, readonly string[]>;
  /** Sets of the fields that belong to each inner category, by its index. */
  readonly innerFields: readonly Uint32Array[];
  /** Numbers of the fields that hold an INSZ. */
  readonly inszFields: readonly number[];
}

const derivedByRegister = new WeakMap<CompiledRegister, Derived>();

function derivedFrom(register: CompiledRegister): Derived {
  let derived = derivedByRegister.get(register);
  if (derived === undefined) {
    const { catalogue } = register;
    const innerFields = catalogue.innerCategories.map((_, index) => {
      const set = new Uint32Array(catalogue.words);
      for (const field of catalogue.fields) {
        if (field.innerCategory === index) addField(set, field.number);
      }
      return set;
    });
    derived = {
      catalogue,
      carriages: new CarriageCache(catalogue),
      paths: new Map(),
      innerFields,
      inszFields: catalogue.fields.filter((field) => field.identifier === 'person').map((field) => field.number),
    };
    derivedByRegister.set(register, derived);
  }
  return derived;
}
