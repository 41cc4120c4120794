/** The catalogue can be walked without doubt: one meaning a path, one person an object. */
import type { FieldSource, RegisterSource } from '../source';
import type { Origins } from './origins';

/** Inner categories are bits of one number. */
const innerCategoriesMax = 30;

export function checkCatalogue(source: RegisterSource, origins: Origins): void {
  const shapes = new Map<string, 'leaf' | 'object' | 'list'>();
  for (const field of source.fields) {
    for (const [name, shape] of shapesOf(field.path)) {
      const known = shapes.get(name);
      if (known !== undefined && known !== shape) {
        origins.report(
          field,
          [],
          'catalogue-shape',
          `\`${name}\` is ${article(shape)} here and ${article(known)} elsewhere`,
        );
      }
      shapes.set(name, shape);
    }
    if (field.type.kind === 'integer' && field.type.min > field.type.max) {
      origins.report(field, ['max'], 'catalogue-shape', '`max` is smaller than `min`');
    }
  }
  const inner = source.categories.filter((category) => category.object !== undefined);
  for (const category of inner) {
    const numbers = source.fields.filter((field) => isInsz(field) && ownerOf(field.path, source) === category.id);
    if (numbers.length !== 1 || numbers[0]!.path !== `${category.object!}.insz`) {
      origins.report(
        category,
        ['object'],
        'catalogue-shape',
        `people in \`${category.object!}\` need exactly one INSZ field, \`${category.object!}.insz\``,
      );
    }
    if (inner.some((other) => other !== category && `${other.object!}.`.startsWith(`${category.object!}.`))) {
      origins.report(
        category,
        ['object'],
        'catalogue-shape',
        `people of another category stand inside \`${category.object!}\``,
      );
    }
  }
  if (inner.length > innerCategoriesMax) {
    origins.report(
      inner.at(-1)!,
      [],
      'catalogue-shape',
      `more than ${innerCategoriesMax} categories stand inside records`,
    );
  }
  const roots = source.fields.filter((field) => isInsz(field) && ownerOf(field.path, source) === undefined);
  for (const extra of roots.slice(1)) {
    origins.report(
      extra,
      [],
      'catalogue-shape',
      `both \`${roots[0]!.path}\` and \`${extra.path}\` would name the root person`,
    );
  }
  for (const field of source.fields) {
    if (field.dwelling && isInsz(field))
      origins.report(field, ['dwelling'], 'catalogue-shape', 'a record about a dwelling holds no person');
  }
  for (const each of source.generalisations) {
    if (each.kind === 'age' && each.lowerBounds.some((bound, n) => n > 0 && bound <= each.lowerBounds[n - 1]!)) {
      origins.report(each, ['lowerBounds'], 'catalogue-shape', 'the bounds must rise');
    }
    if (each.kind === 'amount' && (each.last <= each.first || (each.last - each.first) % each.step !== 0)) {
      origins.report(each, [], 'catalogue-shape', '`first` and `last` must lie a whole number of steps apart');
    }
    if (each.kind === 'country') {
      const codes = Object.values(each.groups).flat();
      if (new Set(codes).size !== codes.length)
        origins.report(each, ['groups'], 'catalogue-shape', 'a country stands in two groups');
    }
  }
}

/** The inner category whose person a leaf is about; undefined: the root person or the dwelling. */
export function ownerOf(path: string, source: Pick<RegisterSource, 'categories'>): string | undefined {
  return source.categories.find((category) => category.object !== undefined && path.startsWith(`${category.object}.`))
    ?.id;
}

export function isInsz(field: FieldSource): boolean {
  return field.type.kind === 'insz';
}

/** `a.b[].c` names the object `a`, the list `a.b` and the leaf `a.b.c`. */
function shapesOf(path: string): [string, 'leaf' | 'object' | 'list'][] {
  const steps = path.split('.');
  return steps.map((step, n) => {
    const name = steps
      .slice(0, n + 1)
      .join('.')
      .replaceAll('[]', '');
    const last = n === steps.length - 1;
    return [name, step.endsWith('[]') ? 'list' : last ? 'leaf' : 'object'];
  });
}

function article(shape: string): string {
  return shape === 'object' ? 'an object' : `a ${shape}`;
}
