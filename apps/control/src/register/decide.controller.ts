import { Body, Controller, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiBearerAuth, ApiBody, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { decideExample, examineExample, exampleValue, type Example } from '#analysis';
import { explainRequest, fieldIn, namesOf, remedyText, requestBlocks, type Block } from '#explain';
import { AllowAll } from '../access/allow';
import { asInput, languageOf, languages, optionalText, text, wrong, type Input } from '../ledger/input';
import { SETTINGS, type Settings } from '../settings';
import { dayOf } from './reading.controller';
import { ShownRegister } from './shown-register';

const fieldsMax = 200;

/** "May this?": a composed request, decided by the active register. Nothing is sent, and no person takes part. */
@ApiTags('register')
@ApiBearerAuth()
@Controller('decide')
@AllowAll()
export class DecideController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(ShownRegister) private readonly register: ShownRegister,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiBody({
    schema: {
      type: 'object',
      required: ['system', 'recipient', 'purpose', 'category', 'fields'],
      properties: {
        system: { type: 'string', description: 'Who sends' },
        recipient: { type: 'string' },
        purpose: { type: 'string' },
        category: { type: 'string' },
        fields: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: fieldsMax },
        provider: { type: 'string', description: 'Whose data it is, where somebody else sends it' },
        territory: { type: 'string', description: 'NIS code' },
        basis: { type: 'string', description: 'Instrument that the request relies on' },
        at: { type: 'string', description: 'A day, YYYY-MM-DD; today where left out' },
      },
    },
  })
  @ApiOkResponse({
    description:
      'The decision and its explanation. `persons`: facts about persons took no part; ' +
      '`municipalityMissing`: areas in which alone permissions hold, where the request names no municipality',
  })
  @ApiQuery({ name: 'lang', required: false, enum: languages })
  @ApiBadRequestResponse({ description: 'The request is not complete' })
  decide(@Body() body: unknown, @Query() query: Input) {
    const input = asInput(body);
    const language = languageOf(query);
    const { source, compiled, version } = this.register.now;
    const { catalogue } = compiled;
    const example = exampleIn(input, this.settings.mode === 'demonstration', (paths, nis) => {
      const known = paths.filter((path) => catalogue.number(path) !== undefined);
      const placed = nis === undefined ? [] : leavesOf(known).map((path) => [path, nis] as const);
      return exampleValue(compiled, known, new Map(placed));
    });
    const decision = decideExample(example, compiled);
    const examination = examineExample(example, compiled);
    // Without a municipality a permission that holds in an area alone can't carry anything.
    const areas =
      example.territory === undefined && decision.effect === 'deny'
        ? (examination?.candidates ?? []).flatMap(({ failed, territory }) =>
            failed.includes('outside-territory') && territory !== undefined ? [territory] : [],
          )
        : [];
    const blocks: Block[] =
      examination === undefined ? [] : requestBlocks(explainRequest(examination), example.day, language);
    const field = fieldIn(namesOf(source));
    return {
      at: example.day,
      registerVersion: version,
      effect: decision.effect,
      assumed: decision.assumed,
      statistical: decision.statistical,
      retention: decision.retention,
      basis: decision.basis,
      obligations: decision.obligations,
      reasons: decision.reasons.map(({ code, message, fields = [] }) => ({ code, message, fields })),
      nearest: decision.nearest ?? null,
      remedy: decision.remedy,
      remedyText: decision.remedy.map((step) => remedyText(step, language, { purpose: example.purpose, field })),
      municipalityMissing: source.territories.filter(({ id }) => areas.includes(id)).map(({ title }) => title.nl),
      persons: 'not-asked',
      blocks,
    };
  }
}

function exampleIn(
  input: Input,
  demonstration: boolean,
  valueOf: (paths: readonly string[], nis: string | undefined) => Example['value'],
): Example {
  const paths = input['fields'];
  if (!Array.isArray(paths) || paths.length === 0 || paths.length > fieldsMax || !paths.every(isPath)) {
    throw wrong('fields', `must be a list of 1 to ${fieldsMax} paths`);
  }
  const fields = [...new Set(paths)];
  const territory = optionalText(input, 'territory', 20);
  return {
    system: text(input, 'system'),
    recipient: text(input, 'recipient'),
    purpose: text(input, 'purpose'),
    provider: optionalText(input, 'provider'),
    basis: optionalText(input, 'basis'),
    category: text(input, 'category'),
    territory,
    day: dayOf(input),
    demonstration,
    facts: {},
    paths: fields,
    value: valueOf(fields, territory),
  };
}

/** A path of the form that the catalogue's have; nothing else may become a property's name. */
function isPath(path: unknown): path is string {
  return (
    typeof path === 'string' && path.length <= 100 && /^[a-z][A-Za-z]*(\[\])?(\.[a-z][A-Za-z0-9]*(\[\])?)*$/.test(path)
  );
}

/** The leaves that can decide a territory: the municipality that was picked stands in each of them. */
function leavesOf(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => path.endsWith('.nis') || path.endsWith('Nis'));
}
