import { changeKinds, type ChangeKind } from './changes';

const refusals = [
  'manifest-unverified',
  'manifest-malformed',
  'version-gone-back',
  'document-altered',
  'register-unusable',
] as const;

/** What the provisioner did, as Prometheus text. Labels are closed lists: no name from outside can become one. */
export class Counters {
  private readonly changes = new Map<ChangeKind, number>(changeKinds.map((kind) => [kind, 0]));
  private readonly refused = new Map<string, number>(refusals.map((refusal) => [refusal, 0]));
  private readonly passes = { converged: 0, failed: 0 };
  private version = 0;
  private denials = 0;

  changed(kind: ChangeKind): void {
    this.changes.set(kind, (this.changes.get(kind) ?? 0) + 1);
  }

  refuse(refusal: (typeof refusals)[number]): void {
    this.refused.set(refusal, (this.refused.get(refusal) ?? 0) + 1);
  }

  passed(outcome: 'converged' | 'failed', version = this.version): void {
    this.passes[outcome]++;
    this.version = version;
  }

  denied(count: number): void {
    this.denials = count;
  }

  text(): string {
    return [
      ...metric(
        'sluis_provisioner_changes_total',
        'counter',
        'Changes made to topics, ACLs and certificates.',
        'kind',
        this.changes,
      ),
      ...metric(
        'sluis_provisioner_passes_total',
        'counter',
        'Comparisons of what is with what should be.',
        'outcome',
        Object.entries(this.passes),
      ),
      ...metric(
        'sluis_provisioner_refusals_total',
        'counter',
        'Register records not acted on.',
        'reason',
        this.refused,
      ),
      ...metric('sluis_provisioner_denials', 'gauge', 'Denying ACLs set by hand on what is ours; kept.', '', [
        ['', this.denials],
      ]),
      ...metric(
        'sluis_provisioner_register_version',
        'gauge',
        'Number of the register that topics, ACLs and certificates follow.',
        '',
        [['', this.version]],
      ),
      '',
    ].join('\n');
  }
}

function metric(
  name: string,
  kind: string,
  help: string,
  label: string,
  values: Iterable<readonly [string, number]>,
): string[] {
  const lines = [...values].map(([value, count]) => `${name}${label === '' ? '' : `{${label}="${value}"}`} ${count}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...lines];
}
