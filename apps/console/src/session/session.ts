/** Who is logged in, as `GET /session` says. */
export interface Session {
  readonly name: string;
  readonly subject: string;
  readonly grants: readonly Grant[];
  readonly csrf: string;
  readonly expiresAt: string;
  readonly mode: 'demonstration' | 'operational';
}

export interface Grant {
  readonly role: Role;
  /** Null: of every participant. */
  readonly participant: string | null;
}

export type Role = 'compliance' | 'dpo' | 'register-admin' | 'auditor' | 'operator';

/** `dpo@*` is a role for every participant; `dpo` for any. */
export type Wanted = Role | `${Role}@*`;

/** Whether one of these roles is granted. Only for what is shown: control itself decides about each call. */
export function may({ grants }: Pick<Session, 'grants'>, wanted: readonly Wanted[]): boolean {
  return wanted.some((one) => {
    const [role, everywhere] = one.split('@');
    return grants.some((grant) => grant.role === role && (everywhere === undefined || grant.participant === null));
  });
}
