import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { databaseOptions } from '#postgres';
import { AccessGuard } from './access/guard';
import { Identity } from './access/identity';
import { Proposals } from './activation/proposals';
import { ProposalsController } from './activation/proposals.controller';
import { SuspensionsController } from './activation/suspensions.controller';
import { PersonCases } from './cases/person-cases';
import { PersonCasesController } from './cases/person-cases.controller';
import { StandingCases } from './cases/standing-cases';
import { Database } from './database';
import { Events } from './events/events';
import { EventsController } from './events/events.controller';
import { FactsController } from './facts/facts.controller';
import { HealthController } from './health.controller';
import { CaseExplanationController } from './ledger/case-explanation.controller';
import { CasesController } from './ledger/cases.controller';
import { DecisionsController } from './ledger/decisions.controller';
import { PersonsController } from './ledger/persons.controller';
import { RedecideController } from './ledger/redecide.controller';
import { RetentionController } from './ledger/retention.controller';
import { SeenCases } from './ledger/seen-cases';
import { SeenDecisions } from './ledger/seen-decisions';
import { KeptDetailsController } from './ledger/kept-details.controller';
import { TilesController } from './ledger/tiles.controller';
import { OverviewController } from './overview/overview.controller';
import { Publication } from './publication/publication';
import { ActiveRegister } from './register/active-register';
import { PastRegisters } from './register/past-registers';
import { DecideController } from './register/decide.controller';
import { PublicPagesController } from './register/public-pages.controller';
import { RegisterReadingController } from './register/reading.controller';
import { RegisterController } from './register/register.controller';
import { ShownRegister } from './register/shown-register';
import { Whose } from './register/whose';
import { Oidc } from './session/oidc';
import { SessionController } from './session/session.controller';
import { Sessions } from './session/sessions';
import { SETTINGS, type Settings } from './settings';
import { openKeys, SIGNING, TOKENS } from './signing';

/** What control is made of. */
@Module({})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    const { signing, tokens } = openKeys(settings);
    return {
      module: AppModule,
      // PostgreSQL may be away at the start; `Database` connects and goes on trying.
      imports: [TypeOrmModule.forRoot({ ...databaseOptions(settings.databaseUrl), manualInitialization: true })],
      controllers: [
        HealthController,
        SessionController,
        RegisterController,
        RegisterReadingController,
        PublicPagesController,
        OverviewController,
        EventsController,
        DecideController,
        ProposalsController,
        SuspensionsController,
        CaseExplanationController,
        FactsController,
        KeptDetailsController,
        TilesController,
        DecisionsController,
        RedecideController,
        PersonsController,
        CasesController,
        RetentionController,
        PersonCasesController,
      ],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: SIGNING, useValue: signing },
        { provide: TOKENS, useValue: tokens },
        Oidc,
        Sessions,
        Identity,
        { provide: APP_GUARD, useClass: AccessGuard },
        Database,
        Publication,
        ActiveRegister,
        PastRegisters,
        ShownRegister,
        Whose,
        Events,
        Proposals,
        StandingCases,
        PersonCases,
        SeenCases,
        SeenDecisions,
      ],
    };
  }
}
