import type { Confirmation, FieldTypeSource, InstrumentKind, Sure, Text } from './source';

/** What the schemas let through, file by file: the shape of the YAML before defaults and shorthand are written out. */
export type OneOrMore<T> = T | readonly T[];
export type RawParty = string | { readonly role?: string; readonly acceded?: string };
export type Marks = Readonly<Record<string, Sure>>;
type Window = { readonly from?: string; readonly until?: string };
type RawNote = { readonly nl: string; readonly sure?: Sure };
type ById<T> = Readonly<Record<string, T>>;

export interface RawInstrument {
  readonly id: string;
  readonly kind: InstrumentKind;
  readonly authority: string;
  readonly number?: string;
  readonly aliases?: readonly string[];
  readonly title: Text;
  readonly sure: Sure;
  readonly sureOf?: Marks;
  readonly evidence?: 'A' | 'B' | 'C';
  readonly confidential?: boolean;
  readonly applicant?: string;
  readonly legalBases?: readonly string[];
  readonly citedAs?: readonly { readonly text: string; readonly sure: Sure }[];
  readonly jointly?: readonly string[];
  readonly extends?: readonly string[];
  readonly replaces?: readonly string[];
  readonly publications?: readonly {
    readonly participant?: string;
    readonly where: string;
    readonly date?: string;
    readonly sure?: Sure;
  }[];
  readonly suspensions?: readonly {
    readonly from: string;
    readonly until?: string;
    readonly reason: string;
    /** An order that control laid over the file. */
    readonly order?: string;
  }[];
  readonly accessions?: readonly (Window & {
    readonly participant: string;
    readonly as: string;
    readonly from: string;
    readonly sure?: Sure;
    readonly confirmed?: Confirmation;
  })[];
  readonly case?: {
    readonly person: OneOrMore<string>;
    readonly others?: readonly string[];
    readonly reason?: string;
    readonly reviewBefore?: string;
    readonly approvals: readonly { readonly by: string; readonly on: string }[];
  };
  readonly notes?: readonly RawNote[];
  readonly versions: readonly RawVersion[];
}

export interface RawVersion extends Window {
  readonly signed?: string;
  readonly sure?: Sure;
  readonly sureOf?: Marks;
  readonly advices?: readonly {
    readonly participant: string;
    readonly date: string;
    readonly outcome?: 'positive' | 'negative' | 'unknown';
    readonly reason?: string;
    readonly sure?: Sure;
  }[];
  readonly approvals?: readonly { readonly body: string; readonly on?: string; readonly sure?: Sure }[];
  readonly confirmed?: Confirmation;
  readonly permissions?: readonly RawPermission[];
}

export interface RawPermission {
  readonly provider: OneOrMore<RawParty>;
  readonly recipient: OneOrMore<RawParty>;
  readonly via?: OneOrMore<RawParty>;
  readonly purpose: OneOrMore<string>;
  readonly categories: readonly string[];
  readonly territory?: { readonly set: string; readonly leaf?: string; readonly sure?: Sure };
  readonly fields: ById<{ readonly duty?: string; readonly sure?: Sure; readonly justification?: string } | null>;
  readonly relation?: { readonly caseload: 'provider' | 'recipient' };
  readonly consent?: boolean;
  readonly doNotContact?: boolean;
  readonly justification?: string;
  readonly retention?: string;
  readonly retentionAfter?: Text;
  readonly transfer?: { readonly ground: string; readonly sure?: Sure };
  readonly processingAgreement?: { readonly signed: string; readonly sure?: Sure };
  readonly grant?: 'data' | 'number';
  readonly ground?: string;
  readonly split?: 'unknown';
  readonly sure?: Sure;
  readonly sureOf?: Marks;
  readonly notes?: readonly RawNote[];
}

export interface RawParticipant {
  readonly id: string;
  readonly name: Text;
  readonly sure: Sure;
  readonly confirmed?: Confirmation;
  readonly kbo?: string;
  readonly level?: 'federal' | 'social-security' | 'flemish' | 'private';
  readonly divisionOf?: string;
  readonly partOf?: readonly (Window & { readonly name: Text; readonly sure?: Sure })[];
  readonly insideEea?: boolean;
  readonly processor?: boolean;
  readonly roles?: readonly (string | (Window & { readonly role: string; readonly sure?: Sure }))[];
  readonly succeededBy?: readonly {
    readonly participant: string;
    readonly from: string;
    readonly keeps?: boolean;
    readonly sure?: Sure;
  }[];
  readonly systems?: ById<{
    readonly sends?: boolean;
    readonly reads?: readonly string[];
    readonly readsAlerts?: boolean;
    readonly readsDecisions?: boolean;
  } | null>;
  readonly notes?: readonly RawNote[];
}

export interface RawTerritory {
  readonly id: string;
  readonly title: Text;
  readonly sure: Sure;
  readonly confirmed?: Confirmation;
  readonly members: readonly (Window & {
    readonly nis: string;
    readonly name: string;
    readonly since?: 'unknown';
    readonly sure?: Sure;
  })[];
  readonly notes?: readonly RawNote[];
}

export interface RawFields {
  readonly fields?: ById<{
    readonly title: string;
    readonly type: FieldTypeSource['kind'];
    readonly codes?: readonly string[];
    readonly charactersMax?: number;
    readonly partial?: boolean;
    readonly min?: number;
    readonly max?: number;
    readonly dwelling?: boolean;
  }>;
  readonly generalisations?: ById<{
    readonly kind: 'age' | 'year' | 'quarter' | 'amount' | 'country';
    readonly lowerBounds?: readonly number[];
    readonly unknown?: string;
    readonly first?: number;
    readonly step?: number;
    readonly last?: number;
    readonly groups?: Readonly<Record<string, readonly string[]>>;
    readonly other?: string;
  }>;
}

export interface RawPurposes {
  readonly purposes: ById<{
    readonly title: Text;
    readonly sure: Sure;
    readonly confirmed?: Confirmation;
    readonly statistical?: boolean;
  }>;
}

export interface RawCategories {
  readonly categories: ById<{ readonly title: Text; readonly object?: string; readonly dwelling?: boolean }>;
}

export interface RawRoles {
  readonly roles: ById<{
    readonly title: Text;
    readonly succeededBy?: readonly { readonly role: string; readonly from: string; readonly sure: Sure }[];
    readonly confirmed?: Confirmation;
  }>;
}

export interface RawAuthorities {
  readonly authorities: ById<{ readonly title: Text; readonly closedOn?: string; readonly grantsApart?: boolean }>;
}

export interface RawSources {
  readonly sources: ById<string>;
}

export interface RawInvariant {
  readonly id: string;
  readonly title: Text;
  readonly why?: string;
  readonly apart?: 'readers';
  readonly never?: Window & {
    readonly recipient?: OneOrMore<RawParty>;
    readonly provider?: OneOrMore<RawParty>;
    readonly sender?: OneOrMore<RawParty>;
    readonly purpose?: OneOrMore<string>;
    readonly statistical?: boolean;
    readonly category?: OneOrMore<string>;
    readonly fields?: OneOrMore<string>;
    readonly except?: OneOrMore<string>;
    readonly identifier?: OneOrMore<'person' | 'entity' | 'contact'>;
    readonly freeText?: true;
    readonly aboutPersons?: true;
    readonly as?: OneOrMore<'identified' | 'generalised' | 'pseudonymised'>;
  };
}
