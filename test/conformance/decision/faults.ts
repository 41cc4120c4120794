import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { transformSync } from '@swc/core';
import * as contract from '#contract';
import type { decide } from '#decision';

/** A mistake planted in the real decider: one piece of its source replaced. */
export interface Fault {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export const faults: readonly Fault[] = [
  {
    name: 'a permission never ends',
    file: 'permission.ts',
    find: 'permission.until !== undefined && day >= permission.until',
    replace: 'false',
  },
  {
    name: 'a permission holds one day too long',
    file: 'permission.ts',
    find: 'day >= permission.until',
    replace: 'day > permission.until',
  },
  {
    name: 'a missing territory counts as inside',
    file: 'territory.ts',
    find: 'code !== undefined && territory.includes(code, day)',
    replace: 'code === undefined || territory.includes(code, day)',
  },
  {
    name: 'only the first permission carries',
    file: 'permission.ts',
    find: 'coverTogether(open, record.fields)',
    replace: 'coverTogether(open.slice(0, 1), record.fields)',
  },
  {
    name: 'the weakest duty wins',
    file: 'carriage.ts',
    find: 'duties[field] = known === undefined ? duty : stricter(known, duty);\n    }\n  }\n  return duties;',
    replace:
      'duties[field] = known === undefined ? duty : stricter(known, duty) === known ? duty : known;\n    }\n  }\n  return duties;',
  },
  {
    name: 'categories of people inside a record are not looked at',
    file: 'permission.ts',
    find: '(innerCategories & ~permission.innerCategories) !== 0',
    replace: 'false',
  },
  {
    name: 'a fact counts for every purpose',
    file: 'persons.ts',
    find: 'return fact.purposes === undefined || fact.purposes.includes(asked.request.purpose);',
    replace: 'return true;',
  },
  {
    name: 'a suspension is not looked at',
    file: 'permission.ts',
    find: 'if (within(day, suspension.from, suspension.until)) failures |= bit.suspended;',
    replace: 'void suspension;',
  },
  {
    name: 'anybody may relay',
    file: 'permission.ts',
    find: 'listed.filter((permission) => permission.via.has(own))',
    replace: 'listed',
  },
  {
    name: 'consent is not asked after',
    file: 'persons.ts',
    find: 'permission.consent && !person.consented',
    replace: 'false',
  },
  {
    name: 'name and address reach nobody',
    file: 'contacts.ts',
    find: "naam !== undefined && address[0] !== ''",
    replace: "false && naam !== undefined && address[0] !== ''",
  },
  {
    name: 'a box number is left out of an address',
    file: 'contacts.ts',
    find: 'address.huisnummer, address.busnummer]',
    replace: 'address.huisnummer]',
  },
  {
    name: 'a telephone number reaches nobody',
    file: 'contacts.ts',
    find: "texts(derived, record, 'contact.telefoon')",
    replace: '[]',
  },
  {
    name: 'only the root person is asked after',
    file: 'persons.ts',
    find: 'for (const person of record.persons) known.push',
    replace: 'for (const person of record.persons.slice(0, 1)) known.push',
  },
  {
    name: "another's restriction is told precisely",
    file: 'persons.ts',
    find: 'if (!byOwn) known.stoppedByOther = true;',
    replace: '',
  },
  {
    name: 'a withdrawn fact goes on',
    file: 'persons.ts',
    find: 'within(asked.context.clock.today, fact.from, fact.until ?? undefined)',
    replace: 'within(asked.context.clock.today, fact.from, undefined)',
  },
  {
    name: 'an assumed fact permits outside a demonstration',
    file: 'permission.ts',
    find: 'permission.assumed && !asked.context.demonstration',
    replace: 'false',
  },
  {
    name: 'a case is heard for whoever asks',
    file: 'cases.ts',
    find: 'return root !== undefined && isAmong(asked, root.insz, onePerson.tokens);',
    replace: 'return true;',
  },
  {
    name: 'a case gives anybody who lives with its person',
    file: 'cases.ts',
    find: 'unnamed |= 1 <<',
    replace: 'void 1 <<',
  },
  {
    name: 'a case goes on without its review',
    file: 'cases.ts',
    find: 'atMs >= onePerson.endsAtMs',
    replace: 'false',
  },
];

const sources = join(__dirname, '..', '..', '..', 'libs', 'decision', 'src');

/**
 * The real decider's own source with one fault in it, compiled and loaded apart. Fails where the source no longer has
 * the piece exactly once.
 */
export function faultyDecide(fault: Fault): typeof decide {
  const loaded = new Map<string, Record<string, unknown>>();
  const load = (name: string): Record<string, unknown> => {
    if (name === '#contract') return contract;
    const file = `${name.replace('./', '')}.ts`;
    const known = loaded.get(file);
    if (known !== undefined) return known;
    const exports: Record<string, unknown> = {};
    loaded.set(file, exports);
    new Script(`(function (exports, require) {${compiled(file, fault)}\n})`, { filename: file }).runInThisContext()(
      exports,
      load,
    );
    return exports;
  };
  return load('./decide')['decide'] as typeof decide;
}

function compiled(file: string, fault: Fault): string {
  let source = readFileSync(join(sources, file), 'utf8');
  if (file === fault.file) {
    const pieces = source.split(fault.find);
    if (pieces.length !== 2) {
      throw new Error(
        `couldn't plant \`${fault.name}\`: \`${fault.file}\` has its piece ${pieces.length - 1} times; write it anew`,
      );
    }
    source = pieces.join(fault.replace);
  }
  return transformSync(source, {
    filename: file,
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
    module: { type: 'commonjs' },
  }).code;
}
