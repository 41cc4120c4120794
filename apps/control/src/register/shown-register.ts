import { Inject, Injectable } from '@nestjs/common';
import { compileRegister, type CompiledRegister, type RegisterSource } from '#register';
import { noRegister } from '../http/problem';
import { ActiveRegister } from './active-register';
import { readDocuments } from './source';

/** The active register as it may be shown: without instruments about one person, as if they were not there. */
export interface Shown {
  readonly version: number;
  readonly activatedAt: Date;
  readonly source: RegisterSource;
  readonly compiled: CompiledRegister;
}

/** Reads and compiles each version once, when it is first asked for. */
@Injectable()
export class ShownRegister {
  private last: Shown | undefined;

  constructor(@Inject(ActiveRegister) private readonly active: ActiveRegister) {}

  /** Throws a `Problem` while no version is active. */
  get now(): Shown {
    const shown = this.orNone;
    if (shown === undefined) throw noRegister();
    return shown;
  }

  get orNone(): Shown | undefined {
    const { version } = this.active;
    if (version === undefined || version.version === this.last?.version) return this.last;
    const source = readDocuments(version.documents);
    if (source === undefined) return this.last;
    const compiled = compileRegister(source, version.version);
    this.last = { version: version.version, activatedAt: version.activatedAt, source, compiled };
    return this.last;
  }
}
