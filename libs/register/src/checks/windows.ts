/** Every window of time has a day in it, lists of dated members do not overlap, and no succession, division or extension runs in a circle. */
import type { Pointer } from '../fault';
import { overlap, type Window } from '../resolve';
import type { RegisterSource } from '../source';
import type { Origins } from './origins';

export function checkWindows(source: RegisterSource, origins: Origins): void {
  const nonEmpty = (window: Window, subject: object, pointer: Pointer) => {
    if (window.from !== undefined && window.until !== undefined && window.until <= window.from) {
      origins.report(
        subject,
        [...pointer, 'until'],
        'empty-window',
        `it ends on \`${window.until}\`, not after it begins`,
        '`until` is the first day on which it no longer holds',
      );
    }
  };
  const participants = byId(source.participants);
  const roles = byId(source.roles);
  const instruments = byId(source.instruments);
  for (const each of source.participants) {
    each.roles.forEach((holding, n) => nonEmpty(holding, each, ['roles', n]));
    each.partOf.forEach((belonging, n) => nonEmpty(belonging, each, ['partOf', n]));
    if (isCircular(each.id, (id) => participants.get(id)?.succeededBy.map((next) => next.participant)))
      origins.report(each, ['succeededBy'], 'succession-cycle', `\`${each.id}\` succeeds itself`);
    if (isCircular(each.id, (id) => list(participants.get(id)?.divisionOf)))
      origins.report(each, ['divisionOf'], 'division-cycle', `\`${each.id}\` is a division of itself`);
  }
  for (const each of source.roles) {
    if (isCircular(each.id, (id) => roles.get(id)?.succeededBy.map((next) => next.role)))
      origins.report(each, ['succeededBy'], 'succession-cycle', `\`${each.id}\` succeeds itself`);
  }
  for (const each of source.territories) {
    const seen = new Map<string, Window[]>();
    each.members.forEach((member, n) => {
      nonEmpty(member, each, ['members', n]);
      const before = seen.get(member.nis) ?? [];
      if (before.some((window) => overlap(window, member) !== undefined)) {
        origins.report(
          each,
          ['members', n],
          'territory-members',
          `\`${member.nis}\` stands in the list twice for the same day`,
        );
      }
      seen.set(member.nis, [...before, member]);
    });
  }
  for (const each of source.instruments) {
    if (isCircular(each.id, (id) => instruments.get(id)?.extends))
      origins.report(each, ['extends'], 'extension-cycle', `\`${each.id}\` extends itself`);
    each.suspensions.forEach((window, n) =>
      nonEmpty({ from: window.from, until: window.until }, each, ['suspensions', n]),
    );
    each.accessions.forEach((window, n) => nonEmpty(window, each, ['accessions', n]));
    each.versions.forEach((version, v) => {
      nonEmpty(version, each, ['versions', v]);
      const earlier = each.versions
        .slice(0, v)
        .some((other) => !other.draft && !version.draft && overlap(other, version) !== undefined);
      if (earlier) {
        origins.report(
          each,
          ['versions', v],
          'version-overlap',
          'two versions hold on the same day',
          'give the earlier one an `until`',
        );
      }
    });
  }
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((each) => [each.id, each]));
}

function list(id: string | undefined): readonly string[] {
  return id === undefined ? [] : [id];
}

function isCircular(start: string, next: (id: string) => readonly string[] | undefined): boolean {
  const seen = new Set<string>();
  const queue = [...(next(start) ?? [])];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === start) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...(next(id) ?? []));
  }
  return false;
}
