import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBearerAuth,
  ApiBody,
  ApiConflictResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { TokenKeys } from '#keys';
import { ErasureMustWait, ErasureRefused } from '#postgres';
import { Allow, AMinute, OverTls } from '../access/allow';
import { ByOfficer, type Officer } from '../access/officer';
import { scopeOf } from '../access/scope';
import { Database } from '../database';
import { Problem } from '../http/problem';
import { TOKENS } from '../signing';
import { lookupsAMinute } from '../http/limits';
import { Whose } from '../register/whose';
import { page } from './decisions.controller';
import { asInput, cursorOf, insz, limitOf, only, text } from './input';
import { reached } from '../http/reached';

const asked: NonNullable<Extract<Parameters<typeof ApiBody>[0], { schema: unknown }>['schema']> = {
  type: 'object',
  required: ['insz', 'why'],
  properties: {
    insz: { type: 'string', description: 'Becomes a token on arrival and is kept nowhere' },
    why: { type: 'string', description: 'On what ground' },
    limit: { type: 'integer', minimum: 1, maximum: 1_000 },
    after: { type: 'string', description: '`next` of the page before' },
  },
};

/**
 * What concerns one person (GDPR art. 15 and 17). The number comes in a body, never in an address, which logs keep; and
 * INVARIANT(lookups-are-entries): nothing is answered before it is noted who asked and why.
 */
@ApiTags('ledger')
@ApiBearerAuth()
@Controller('ledger')
@Allow('dpo')
export class PersonsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TOKENS) private readonly tokens: TokenKeys,
    @Inject(Whose) private readonly whose: Whose,
  ) {}

  @Post('persons')
  @OverTls()
  @AMinute(lookupsAMinute)
  @HttpCode(200)
  @ApiBody({ schema: asked })
  @ApiOkResponse({
    description: 'To whom data about this person went, when, which fields, on what basis; and who looked it up',
  })
  @ApiBadRequestResponse({ description: 'Nothing was looked up' })
  async about(@Body() body: unknown, @ByOfficer() { subject: by, ...officer }: Officer) {
    const input = only(asInput(body), ['insz', 'why', 'limit', 'after']);
    const why = text(input, 'why', 500);
    const limit = limitOf(input, 100, 1_000);
    const after = cursorOf(input);
    const tokens = await reached(this.database.questions.withAliases(this.tokens.personTokens(insz(input))));
    const reach = this.whose.reachOf(scopeOf(officer, ['dpo']));
    // To ask about somebody of whom nothing is kept must not be what is kept of them from then on.
    const persons = (await reached(this.database.questions.knows(tokens))) ? tokens : [];
    const note = { id: randomUUID(), kind: 'access', atMs: Date.now() } as const;
    await reached(this.database.note({ ...note, body: JSON.stringify({ access: { by, why } }), persons }));
    const found = await reached(this.database.questions.about(tokens, limit, after, reach));
    return { lookup: note.id, ...page(found, limit) };
  }

  @Post('erasures')
  @OverTls()
  @AMinute(lookupsAMinute)
  @Allow('dpo@*')
  @HttpCode(200)
  @ApiBody({ schema: asked })
  @ApiOkResponse({
    description:
      'The person can be found in no table any more but for `facts` that still hold; old proofs verify as before',
  })
  @ApiConflictResponse({ description: 'An instrument about the person is in force or proposed: nothing was erased' })
  async erase(@Body() body: unknown, @ByOfficer() { subject: by }: Officer) {
    const input = only(asInput(body), ['insz', 'why']);
    const why = text(input, 'why', 500);
    const tokens = await reached(this.database.questions.withAliases(this.tokens.personTokens(insz(input))));
    const id = randomUUID();
    const erasing = this.database.erase(tokens, (erased) => ({
      id,
      kind: 'erasure',
      atMs: Date.now(),
      body: JSON.stringify({ erasure: { by, why, ...erased } }),
      persons: [],
    }));
    const { entries, cases, facts: withdrawnFacts } = await reached(erasing.catch(refused));
    const facts = await reached(this.database.questions.factsAbout(tokens));
    const recorded = await reached(this.database.ledger.edge());
    const decisionsRecordedUpTo: { readonly [partition: string]: number } = Object.fromEntries(recorded.consumed);
    return {
      erasure: id,
      entries,
      cases,
      withdrawnFacts,
      facts,
      decisionsRecordedUpTo,
    };
  }
}

function refused(fault: unknown): never {
  if (fault instanceof ErasureMustWait) {
    throw new Problem(
      409,
      'what was done about this person is not in the ledger or the register yet; try again in a second',
      [],
      'erasure-must-wait',
    );
  }
  if (fault instanceof ErasureRefused) {
    throw new Problem(
      409,
      `nothing was erased: instruments about this person are in force or proposed (${fault.cases.join(', ')}), and a legal duty ` +
        'goes before erasure (GDPR art. 17(3)(b)); end them first (`sluis cases end`)',
      [],
      'legal-duty',
    );
  }
  throw fault;
}
