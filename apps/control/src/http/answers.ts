import type { ProposalsController } from '../activation/proposals.controller';
import type { SuspensionsController } from '../activation/suspensions.controller';
import type { HealthController } from '../health.controller';
import type { CaseExplanationController } from '../ledger/case-explanation.controller';
import type { CasesController } from '../ledger/cases.controller';
import type { DecisionsController } from '../ledger/decisions.controller';
import type { KeptDetailsController } from '../ledger/kept-details.controller';
import type { PersonsController } from '../ledger/persons.controller';
import type { RedecideController } from '../ledger/redecide.controller';
import type { RetentionController } from '../ledger/retention.controller';
import type { TilesController } from '../ledger/tiles.controller';
import type { OverviewController } from '../overview/overview.controller';
import type { DecideController } from '../register/decide.controller';
import type { RegisterReadingController } from '../register/reading.controller';

type Given<Method extends (...args: never[]) => unknown> = Awaited<ReturnType<Method>>;

/**
 * What a route answers when it has done what was asked, as the code that answers has it; those that answer a DTO say so there. `answer-schemas.json` is made of
 * this (`npm run generate`), so that what control says of itself can't part from what it does.
 */
export interface Answers {
  readonly 'post /decide': Given<DecideController['decide']>;
  readonly 'get /health/live': Given<HealthController['live']>;
  readonly 'get /health/ready': Given<HealthController['ready']>;
  readonly 'get /ledger/cases': Given<CasesController['list']>;
  readonly 'get /ledger/cases/{id}': Given<CasesController['one']>;
  readonly 'patch /ledger/cases/{id}': Given<CasesController['change']>;
  readonly 'get /ledger/cases/{id}/decisions': Given<CasesController['decisions']>;
  readonly 'get /ledger/cases/{id}/explanation': Given<CaseExplanationController['explanation']>;
  readonly 'get /ledger/decisions': Given<DecisionsController['decisions']>;
  readonly 'get /ledger/decisions/{id}': Given<DecisionsController['decision']>;
  readonly 'post /ledger/decisions/{id}/redecide': Given<RedecideController['redecide']>;
  readonly 'get /ledger/details': Given<KeptDetailsController['details']>;
  readonly 'post /ledger/erasures': Given<PersonsController['erase']>;
  readonly 'get /ledger/gaps': Given<DecisionsController['gaps']>;
  readonly 'get /ledger/instruments/{id}': Given<DecisionsController['instrument']>;
  readonly 'get /ledger/journal': Given<TilesController['journal']>;
  readonly 'post /ledger/persons': Given<PersonsController['about']>;
  readonly 'get /ledger/proof/{id}': Given<DecisionsController['proof']>;
  readonly 'get /ledger/retention': Given<RetentionController['rules']>;
  readonly 'put /ledger/retention': Given<RetentionController['set']>;
  readonly 'get /overview': Given<OverviewController['overview']>;
  readonly 'get /register/expiring': Given<RegisterReadingController['expiring']>;
  readonly 'get /register/instruments': Given<RegisterReadingController['instruments']>;
  readonly 'get /register/instruments/{id}': Given<RegisterReadingController['instrument']>;
  readonly 'get /register/matrix': Given<RegisterReadingController['matrix']>;
  readonly 'get /register/participants': Given<RegisterReadingController['participants']>;
  readonly 'get /register/participants/{id}': Given<RegisterReadingController['participant']>;
  readonly 'get /register/proposals': Given<ProposalsController['list']>;
  readonly 'post /register/proposals': Given<ProposalsController['propose']>;
  readonly 'get /register/proposals/{id}': Given<ProposalsController['one']>;
  readonly 'post /register/proposals/{id}/approve': Given<ProposalsController['approve']>;
  readonly 'get /register/status': Given<RegisterReadingController['status']>;
  readonly 'get /register/suspensions': Given<SuspensionsController['list']>;
  readonly 'post /register/suspensions': Given<SuspensionsController['suspend']>;
  readonly 'get /register/vocabulary': Given<RegisterReadingController['vocabulary']>;
}
