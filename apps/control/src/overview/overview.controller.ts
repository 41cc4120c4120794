import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { statusOf } from '#explain';
import { AllowAll, holds } from '../access/allow';
import { ByOfficer, roles, type Officer } from '../access/officer';
import { scopeOf } from '../access/scope';
import { proposalReaders } from '../activation/readers';
import { Database } from '../database';
import { reached } from '../http/reached';
import { optionalText, wrong, type Input } from '../ledger/input';
import { Publication } from '../publication/publication';
import { expiringRows, today } from '../register/reading.controller';
import { ShownRegister, type Shown } from '../register/shown-register';
import { Whose } from '../register/whose';
import { SETTINGS, type Settings } from '../settings';

const daysMax = 366;
const expiringWithinDays = 90;

/** What the first page shows: numbers only, and those of one's own participants only. */
@ApiTags('overview')
@ApiBearerAuth()
@Controller('overview')
@AllowAll()
export class OverviewController {
  private counted: { readonly of: Shown; readonly day: string; readonly counts: RegisterCounts } | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(Database) private readonly database: Database,
    @Inject(Publication) private readonly publication: Publication,
    @Inject(ShownRegister) private readonly register: ShownRegister,
    @Inject(Whose) private readonly whose: Whose,
  ) {}

  @Get()
  @ApiOkResponse({
    description:
      'Exchanges, cases, recorder, register and facts; `series` by hour up to two days, by Brussels calendar day beyond',
  })
  @ApiQuery({ name: 'days', required: false, description: `1 to ${daysMax}; 7 where left out` })
  async overview(@Query() query: Input, @ByOfficer() officer: Officer) {
    const days = daysOf(query);
    const now = new Date();
    const systems = this.whose.systemsIn(scopeOf(officer, roles));
    const { overview } = this.database;
    const [series, cases, recorder, proposals] = await reached(
      Promise.all([
        days <= 2 ? overview.series(now, 'hour', 24 * days, systems) : overview.series(now, 'day', days, systems),
        overview.casesWaiting(systems),
        overview.recorder(now),
        // Who may not read proposals need not know that there are any.
        holds(officer, proposalReaders) ? this.database.proposals.openCount() : null,
      ]),
    );
    const permits = series.reduce((sum, each) => sum + each.permits, 0);
    const denials = series.reduce((sum, each) => sum + each.denials, 0);
    return {
      at: now.toISOString(),
      exchanges: { permits, denials, perDay: Math.round((permits + denials) / days) },
      cases,
      recorder,
      register: this.registerNow(proposals),
      facts: { live: this.publication.state.liveFacts ?? null, number: this.publication.state.factsNumber ?? null },
      mode: this.settings.mode,
      series,
    };
  }

  private registerNow(proposals: number | null) {
    const shown = this.register.orNone;
    if (shown === undefined) return null;
    const day = today();
    if (this.counted?.of !== shown || this.counted.day !== day) {
      const status = statusOf(shown.source, { at: day, daysAhead: expiringWithinDays });
      const counts = {
        assumed: status.toConfirm.length,
        expiringSoon: expiringRows(shown.source, day, expiringWithinDays).length,
        suspended: status.suspended.length,
      };
      this.counted = { of: shown, day, counts };
    }
    return {
      version: shown.version,
      activatedAt: shown.activatedAt.toISOString(),
      published: this.publication.state.registerVersion === shown.version,
      ...this.counted.counts,
      proposals,
    };
  }
}

interface RegisterCounts {
  readonly assumed: number;
  readonly expiringSoon: number;
  readonly suspended: number;
}

function daysOf(query: Input): number {
  const days = Number(optionalText(query, 'days', 6) ?? 7);
  if (Number.isInteger(days) && days >= 1 && days <= daysMax) return days;
  throw wrong('days', `must be a whole number from 1 to ${daysMax}`);
}
