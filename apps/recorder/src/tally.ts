/** What the recorder counts, for `/metrics`. */
export class Tally {
  entries = 0;
  repeated = 0;
  unreadable = 0;
  gaps = 0;
  /** What differs from what was signed; undefined where nothing does. */
  altered: string | undefined;
  size = 0;
  private appendMs = 0;
  private appends = 0;

  appended(entries: number, repeated: number, size: number, tookMs: number): void {
    this.entries += entries;
    this.repeated += repeated;
    this.size = size;
    this.appendMs += tookMs;
    this.appends++;
  }

  /** Prometheus' text format 0.0.4. */
  text(): string {
    const rows: [string, string, string, number][] = [
      ['sluis_ledger_entries_total', 'counter', 'Entries that this recorder appended.', this.entries],
      ['sluis_ledger_repeated_total', 'counter', 'Decisions that had an entry already.', this.repeated],
      ['sluis_ledger_unreadable_total', 'counter', 'Records that are no decisions.', this.unreadable],
      ['sluis_ledger_gaps', 'gauge', 'Spans of requests that were passed over and have no entry.', this.gaps],
      [
        'sluis_ledger_altered',
        'gauge',
        '1 while the database holds another tree than the one that was signed: nothing is appended.',
        this.altered === undefined ? 0 : 1,
      ],
      ['sluis_ledger_size', 'gauge', 'Entries in the ledger, as this recorder last saw it.', this.size],
      ['sluis_ledger_append_seconds_total', 'counter', 'Time spent in appends.', this.appendMs / 1_000],
      ['sluis_ledger_appends_total', 'counter', 'Appends.', this.appends],
    ];
    return rows
      .map(([name, kind, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${name} ${value}\n`)
      .join('');
  }
}
