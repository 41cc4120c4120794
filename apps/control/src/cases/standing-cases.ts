import { Inject, Injectable, Logger } from '@nestjs/common';
import { clockAt } from '#contract';
import { faultLine, fromDocuments, type Fault } from '#register';
import type { StoredDocument } from '#postgres';
import { Database } from '../database';
import { caseDocument, casesFolder } from './case-document';

/** The cases that hold now, as documents that go with a register. */
@Injectable()
export class StandingCases {
  private readonly log = new Logger('cases');
  private withheld = '';
  /** What was found last, since this is asked each second and checking a register takes a while. */
  private last: { readonly of: string; readonly unfit: ReadonlySet<string> } = { of: '', unfit: new Set() };

  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * A register's own documents with those of the standing cases. A case that this register makes impossible (its recipient
   * is gone, or a field) is left out, which denies what it gave: one case may not stop the register for everybody.
   */
  async beside(documents: readonly StoredDocument[]): Promise<readonly StoredDocument[]> {
    const own = documents.filter(({ path }) => !path.startsWith(casesFolder));
    const { today, atMs } = clockAt(Date.now());
    const cases = await this.database.personCases.standing(today, new Date(atMs));
    const standing = cases.map(caseDocument);
    const of = [...own, ...standing].map(({ hash }) => hash).join();
    if (this.last.of !== of) this.last = { of, unfit: unfitBeside(own, standing) };
    const { unfit } = this.last;
    this.report(unfit);
    return [...own, ...standing.filter(({ path }) => !unfit.has(path))];
  }

  /** Once, not each second. The id of a case tells nothing. */
  private report(unfit: ReadonlySet<string>): void {
    const text = [...unfit].join(', ');
    if (text !== this.withheld && text !== '') this.log.warn(`cases that the register makes impossible: ${text}`);
    this.withheld = text;
  }
}

/** Paths of the cases that cannot stand beside these documents. */
function unfitBeside(own: readonly StoredDocument[], standing: readonly StoredDocument[]): ReadonlySet<string> {
  const unfit = new Set<string>();
  for (;;) {
    const left = standing.filter(({ path }) => !unfit.has(path));
    if (left.length === 0) return unfit;
    const faulty = new Set(faultsOf([...own, ...left]).map(({ file }) => file));
    const more = left.filter(({ path }) => faulty.has(path));
    if (more.length === 0) return unfit;
    for (const { path } of more) unfit.add(path);
  }
}

/** What is wrong with a case beside these documents, as sentences; empty where nothing is. */
export function faultsBeside(documents: readonly StoredDocument[], proposed: StoredDocument): readonly string[] {
  const own = documents.filter(({ path }) => !path.startsWith(casesFolder));
  return faultsOf([...own, proposed]).map((fault) => faultLine(fault).replace(`${proposed.path}:`, ''));
}

function faultsOf(documents: readonly StoredDocument[]): readonly Fault[] {
  return fromDocuments(documents.map(({ content }) => content)).faults;
}
