/** Rules on what a permission may say. */
import type { Duty } from '#contract';
import type { FaultCode, Pointer } from '../fault';
import type { CategorySource, FieldSource, GeneralisationSource, RegisterSource } from '../source';
import { ownerOf } from './catalogue';
import type { Origins } from './origins';
import { permissionsOf, type PlacedPermission } from './walk';

export function checkPermissions(source: RegisterSource, origins: Origins): void {
  const context = contextOf(source, origins);
  for (const placed of permissionsOf(source)) {
    checkPersons(placed, context);
    checkDuties(placed, context);
    checkTerritory(placed, context);
  }
}

interface Context {
  readonly fields: ReadonlyMap<string, FieldSource>;
  readonly categories: ReadonlyMap<string, CategorySource>;
  readonly statistical: ReadonlySet<string>;
  readonly generalisations: ReadonlyMap<string, GeneralisationSource>;
  owner(path: string): string | undefined;
  report(placed: PlacedPermission, pointer: Pointer, code: FaultCode, message: string, hint?: string): void;
}

function contextOf(source: RegisterSource, origins: Origins): Context {
  const owners = new Map(source.fields.map((field) => [field.path, ownerOf(field.path, source)]));
  return {
    fields: new Map(source.fields.map((field) => [field.path, field])),
    categories: new Map(source.categories.map((category) => [category.id, category])),
    statistical: new Set(source.purposes.filter((purpose) => purpose.statistical).map((purpose) => purpose.id)),
    generalisations: new Map(source.generalisations.map((each) => [each.name, each])),
    owner: (path) => owners.get(path),
    report: ({ instrument, at }, pointer, code, message, hint) =>
      origins.reportKey(instrument, [...at, ...pointer], code, message, hint),
  };
}

/**
 * INVARIANT(every-person-named): whoever a record is about carries an INSZ, so a permission lists the INSZ of each
 * person whose fields it lists, if only to `suppress` it. Without it nobody could look up what that person recorded.
 */
function checkPersons(placed: PlacedPermission, context: Context): void {
  const { permission } = placed;
  const listed = new Set(permission.fields.map((rule) => rule.path));
  const dwelling = permission.categories.filter((id) => context.categories.get(id)!.dwelling);
  if (dwelling.length > 0) {
    const mixed = permission.categories.length > dwelling.length;
    if (mixed)
      context.report(
        placed,
        ['categories'],
        'dwelling-person',
        'a permission about dwellings lists no category of persons',
        'write two permissions',
      );
    for (const path of listed) {
      if (context.fields.get(path)!.dwelling) continue;
      context.report(
        placed,
        ['fields', path],
        'dwelling-person',
        `\`${path}\` can't stand in a record about a dwelling`,
      );
    }
    const { relation, consent, doNotContact } = permission;
    for (const [condition, given] of Object.entries({ relation: relation !== undefined, consent, doNotContact })) {
      if (!given) continue;
      context.report(
        placed,
        [condition],
        'dwelling-person',
        `a record about a dwelling has nobody to whom \`${condition}\` could apply`,
      );
    }
    return;
  }
  const owners = new Set([...listed].map((path) => context.owner(path)));
  for (const owner of owners) {
    const named = [...listed].some(
      (path) => context.owner(path) === owner && context.fields.get(path)!.type.kind === 'insz',
    );
    if (!named) {
      const who = owner === undefined ? 'the root person' : `each \`${owner}\``;
      context.report(
        placed,
        ['fields'],
        'identifier-missing',
        `it lists no INSZ of ${who}`,
        'list it, with `suppress` or `pseudonymise` where the recipient may not have it',
      );
    }
    if (owner !== undefined && !permission.categories.includes(owner)) {
      context.report(
        placed,
        ['categories'],
        'category-missing',
        `it lists fields of each \`${owner}\` but not that category`,
      );
    }
  }
  if (permission.grant === 'number') {
    for (const path of listed) {
      if (context.fields.get(path)!.type.kind === 'insz') continue;
      context.report(
        placed,
        ['fields', path],
        'number-grant',
        `use of the number gives no \`${path}\``,
        'access to data is a permission of its own',
      );
    }
  }
}

function checkDuties(placed: PlacedPermission, context: Context): void {
  const statistical = placed.permission.purposes.some((purpose) => context.statistical.has(purpose));
  for (const { path, duty } of placed.permission.fields) {
    const field = context.fields.get(path)!;
    const at = ['fields', path];
    const identifier = ['insz', 'id', 'email', 'telephone'].includes(field.type.kind);
    if (duty.kind === 'pseudonymise' && !['insz', 'id'].includes(field.type.kind)) {
      context.report(placed, at, 'duty-type', `only an INSZ or an id can be pseudonymised, not \`${path}\``);
    }
    if (duty.kind === 'generalise' && !fits(context.generalisations.get(duty.to)!, field)) {
      context.report(
        placed,
        at,
        'duty-type',
        `\`${duty.to}\` does not fit \`${path}\`, which is of type \`${field.type.kind}\``,
      );
    }
    // INVARIANT(statistical-unidentified): GDPR art. 89; a statistical recipient never gets a direct identifier or free text.
    if (statistical && identifier && !isHidden(duty)) {
      context.report(
        placed,
        at,
        'statistical-identifier',
        `a statistical purpose can't release \`${path}\``,
        'give it the duty `pseudonymise` or `suppress`',
      );
    }
    if (statistical && field.type.kind === 'text' && duty.kind !== 'suppress') {
      context.report(
        placed,
        at,
        'statistical-text',
        `a statistical purpose can't release the text \`${path}\``,
        'give it the duty `suppress`',
      );
    }
  }
}

function isHidden(duty: Duty): boolean {
  return duty.kind === 'pseudonymise' || duty.kind === 'suppress';
}

function fits(generalisation: GeneralisationSource, field: FieldSource): boolean {
  switch (generalisation.kind) {
    case 'age':
    case 'year':
    case 'quarter':
      return field.type.kind === 'date';
    case 'amount':
      return field.type.kind === 'integer';
    case 'country':
      return field.type.kind === 'country';
  }
}

/** That the leaf is listed is not asked: another permission may list it, as permissions add up. */
function checkTerritory(placed: PlacedPermission, context: Context): void {
  const leaf = placed.permission.territory?.leaf;
  if (leaf === undefined) return;
  if (context.fields.get(leaf)!.type.kind !== 'nis') {
    context.report(placed, ['territory', 'leaf'], 'territory-leaf', `\`${leaf}\` holds no NIS code`);
  } else if (leaf.includes('[]')) {
    context.report(
      placed,
      ['territory', 'leaf'],
      'territory-leaf',
      `\`${leaf}\` can occur more than once, so it can't decide`,
    );
  }
}
