import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { getMetadataStorage, validate } from 'class-validator';
import { ProposeCaseDto } from '../cases/propose-case.dto';
import { ContactDto, PostalAddressDto, RecordFactDto } from '../facts/record-fact.dto';
import type { Problem } from './problem';
import { officerText, optionalText, text } from '../ledger/input';

const root = join(__dirname, '..');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
  .map((path) => ({ path: relative('.', path), text: readFileSync(join(root, path), 'utf8') }));

// Synthetic: series 997 of a long past day.
const naming = ['dossier 00010199747', 'x 00.01.01-997.47', 'a@example.org', 'bel 051 30 12 34'];

/** What is there to say who it is about: it becomes a token on arrival and is dropped. */
const tokenised = new Set([
  'RecordFactDto.insz',
  'RecordFactDto.was',
  'RecordFactDto.contact',
  'ProposeCaseDto.insz',
  'ProposeCaseDto.others',
  ...['email', 'telefoon', 'naam', 'adres'].map((name) => `ContactDto.${name}`),
  ...['straat', 'huisnummer', 'busnummer'].map((name) => `PostalAddressDto.${name}`),
]);

/** Properties of bodies that handlers read themselves: each is of a form in which no text fits. */
const readApart: Readonly<Record<string, readonly string[]>> = {
  'activation/proposals.controller.ts': ["input['from']", "input['version']", "input['documents']"],
  'register/decide.controller.ts': ["input['fields']"],
  'ledger/cases.controller.ts': ["input['assignee']"],
  'ledger/input.ts': ['input[property]', "input['insz']"],
};

describe('a text that could name a person', () => {
  const dtos: readonly ClassConstructor<object>[] = [RecordFactDto, ContactDto, PostalAddressDto, ProposeCaseDto];

  it('is looked for in every class of a body', () => {
    const declared = sources
      .filter(({ text: source }) => source.includes("from 'class-validator'"))
      .flatMap(({ text: source }) => [...source.matchAll(/^export class (\w+Dto)/gm)].map(([, name]) => name));
    expect(declared.sort()).toEqual(dtos.map(({ name }) => name).sort());
  });

  it.each(dtos.map((Dto) => [Dto.name, Dto] as const))('is taken by no property of %s that is kept', async (_, Dto) => {
    const properties = new Set(
      getMetadataStorage()
        .getTargetValidationMetadatas(Dto, '', false, false)
        .map(({ propertyName }) => propertyName),
    );
    expect(properties.size).toBeGreaterThan(0);
    for (const property of properties) {
      if (tokenised.has(`${Dto.name}.${property}`)) continue;
      for (const value of naming) {
        const faults = await validate(plainToInstance(Dto, { kind: 'restriction', [property]: value }));
        const found = faults.find((fault) => fault.property === property);
        expect({ property, value, refused: found !== undefined }).toEqual({ property, value, refused: true });
      }
    }
  });

  it('is taken by none of the readers of the other bodies and of queries, which say so without it', () => {
    for (const value of naming) {
      for (const read of [
        () => text({ why: value }, 'why'),
        () => optionalText({ why: value }, 'why'),
        () => officerText({ why: value }, 'why', ['dpo']),
      ]) {
        const problem = caught(read);
        expect(problem.getStatus()).toBe(400);
        expect(problem.errors).toHaveLength(1);
        expect(problem.errors[0]!.property).toBe('why');
        expect(JSON.stringify(problem.errors) + problem.detail).not.toContain(value);
      }
    }
  });

  it('comes past those readers nowhere', () => {
    const found = Object.fromEntries(
      sources.flatMap(({ path, text: source }) => {
        const reads = [...source.matchAll(/\b(?:input|query)(?:\[[^\]]+\]|\.\w+)/g)].map(([read]) => read);
        return reads.length === 0 ? [] : [[path, [...new Set(reads)]]];
      }),
    );
    expect(found).toEqual(readApart);
    const queried = sources.filter(({ text: source }) => /@(?:Query|Body)\('/.test(source)).map(({ path }) => path);
    // Where a login leads: by a form of its own.
    expect(queried).toEqual(['session/session.controller.ts']);
  });
});

describe('whom a case is given to', () => {
  it.each(['dpo', 'register-admin-2', 'auth0|5f7c8ec7c33c', 'Compliance, Woondienst Regio Izegem', 'Proefnaam'])(
    'may be %s',
    (assignee) => {
      expect(officerText({ assignee }, 'assignee', [])).toBe(assignee);
    },
  );

  it.each(['1234567', 'dossier 12', 'zie nota 2026/12', '<b>', 'a\nb'])('is no %j', (assignee) => {
    expect(caught(() => officerText({ assignee }, 'assignee', [])).errors[0]!.property).toBe('assignee');
  });

  it('may be the caller, whatever the provider calls them', () => {
    expect(officerText({ assignee: '00010199747' }, 'assignee', ['00010199747'])).toBe('00010199747');
  });
});

function caught(read: () => unknown): Problem {
  try {
    read();
  } catch (fault) {
    return fault as Problem;
  }
  throw new Error('it was taken');
}
