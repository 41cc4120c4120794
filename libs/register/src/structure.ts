/** Whether a file has the structure of its folder's schema, each difference as a fault at its place. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import { dateHint, isCalendarDate } from './calendar';
import { didYouMean, type Fault, type FaultCode, type Pointer } from './fault';
import { schemas, type Folder } from './schemas';
import type { Loaded } from './yaml';

const validators = new Map<Folder, ValidateFunction>();
const faultsMax = 100;

/** Faults of structure, at most a hundred a file. Messages never quote more of the input than one key or short value. */
export function checkStructure(folder: Folder, loaded: Loaded): Fault[] {
  const validate = validatorOf(folder);
  if (validate(loaded.value)) return [];
  const errors = (validate.errors ?? []).filter((error) => !['if', 'allOf', 'propertyNames'].includes(error.keyword));
  // Each description looks through the whole file, so a file full of faults may not have them all described. A few say one thing twice.
  const faults = errors.slice(0, 4 * faultsMax).map((error) => describe(error, loaded));
  // A day in the wrong form fails twice, by pattern and by calendar.
  const seen = new Set<string>();
  return faults
    .filter(({ line, column, code, message }) => {
      const key = `${line}:${column} ${code} ${message}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, faultsMax);
}

function validatorOf(folder: Folder): ValidateFunction {
  let validate = validators.get(folder);
  if (validate === undefined) {
    compiler ??= newCompiler();
    validate = compiler.compile(schemas[folder]);
    validators.set(folder, validate);
  }
  return validate;
}

/** One for all folders: to make one costs more than to compile most schemas. */
let compiler: Ajv2020 | undefined;

function newCompiler(): Ajv2020 {
  // `verbose` gives the schema and the value beside each error; `strict` would refuse `if` without `type`.
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, strictTypes: false, strictRequired: false });
  ajv.addFormat('date', isCalendarDate);
  return ajv;
}

function describe(error: ErrorObject, loaded: Loaded): Fault {
  const pointer: (string | number)[] = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const about = nameOf(pointer);
  const parent = error.parentSchema as { $comment?: string; format?: string; properties?: object } | undefined;
  const fault = (code: FaultCode, at: Pointer, part: 'key' | 'value', message: string, hint = ''): Fault => ({
    file: loaded.path,
    ...loaded.locate(at, part),
    code,
    message,
    hint,
  });
  const params = error.params as Record<string, unknown>;

  if (error.propertyName !== undefined) {
    const key = error.propertyName;
    return fault('wrong-form', [...pointer, key], 'key', `\`${short(key)}\` is not a name that can stand here`);
  }
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const key = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
      const known = Object.keys(parent?.properties ?? {});
      return fault(
        'unknown-key',
        [...pointer, key],
        'key',
        `unknown key \`${short(key)}\``,
        didYouMean(key, known) || oneOf(known),
      );
    }
    case 'required':
      return fault('missing-key', pointer, 'value', `${about} has no \`${String(params['missingProperty'])}\``);
    case 'type':
      return fault(
        'wrong-type',
        pointer,
        'value',
        `${about} must be ${typeWords(params['type'])}`,
        quoteHint(error.data, params['type']),
      );
    case 'enum': {
      const allowed = (params['allowedValues'] as unknown[]).map(String);
      const written = String(error.data);
      return fault(
        'unknown-value',
        pointer,
        'value',
        `${about} can't be \`${short(written)}\``,
        didYouMean(written, allowed) || oneOf(allowed),
      );
    }
    case 'const':
      return fault('unknown-value', pointer, 'value', `${about} does not fit beside this type`);
    case 'pattern':
    case 'format':
      return fault(
        'wrong-form',
        pointer,
        'value',
        `${about} has a value in the wrong form: \`${short(String(error.data))}\``,
        // Descriptions are Dutch, for editors; faults are English, like the keys that they are about.
        parent?.format === 'date' ? dateHint(String(error.data)) : (parent?.$comment ?? ''),
      );
    default:
      return fault(
        'out-of-bounds',
        pointer,
        'value',
        `${about} ${(error.message ?? 'is out of bounds').replace('NOT', 'not')}`,
        parent?.$comment ?? '',
      );
  }
}

/** `title`, or where a list has no names: item 2 of `permissions`. */
function nameOf(pointer: Pointer): string {
  const last = pointer.at(-1);
  if (last === undefined) return 'the file';
  const list = pointer.at(-2);
  return list !== undefined && /^[0-9]+$/.test(String(last))
    ? `item ${Number(last) + 1} of \`${list}\``
    : `\`${last}\``;
}

const words: Record<string, string> = {
  object: 'a list of keys and values',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: '`true` or `false`',
  null: 'empty',
};

function typeWords(type: unknown): string {
  return (Array.isArray(type) ? type : [type]).map((each) => words[String(each)] ?? String(each)).join(' or ');
}

function quoteHint(data: unknown, type: unknown): string {
  return type === 'string' && (typeof data === 'number' || typeof data === 'boolean') ? 'put it between quotes' : '';
}

function oneOf(names: readonly string[]): string {
  return names.length === 0
    ? ''
    : `known: ${names
        .slice(0, 20)
        .map((name) => `\`${name}\``)
        .join(', ')}`;
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
