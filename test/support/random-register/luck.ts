import { seeded } from '../seeded';

export type Json = Record<string, unknown>;

const days = [
  '2009-05-01',
  '2012-03-14',
  '2015-02-18',
  '2019-01-01',
  '2021-07-01',
  '2024-02-29',
  '2027-01-01',
  '2030-06-30',
];

/** What is drawn by lot: the same seed draws the same. */
export class Luck {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = seeded(seed ^ 0x9e37_79b9);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)]!;
  }

  /** Between `least` and `most` different items, in random order. */
  some<T>(items: readonly T[], least: number, most: number): T[] {
    const rest = [...items];
    const count = Math.min(rest.length, least + Math.floor(this.next() * (most - least + 1)));
    return Array.from({ length: count }, () => rest.splice(Math.floor(this.next() * rest.length), 1)[0]!);
  }

  day(): string {
    return this.pick(days);
  }

  risingDays(count: number): string[] {
    return this.some(days, count, count).sort();
  }

  mostlySure(assumed: number): string {
    return this.chance(assumed) ? 'assumed' : this.pick(['seed', 'source:1', 'source:2']);
  }

  /** Two people on a day that is past, or still to come. */
  confirmation(): Json {
    const on = this.chance(0.6) ? '2026-01-05' : this.day();
    return { on, by: ['een jurist', 'een functionaris'], source: 1 };
  }

  /** How sure it is of something, now and then confirmed by two people. */
  marked(sure: string | undefined): Json {
    return { ...(sure !== undefined && { sure }), ...(this.chance(0.3) && { confirmed: this.confirmation() }) };
  }
}
