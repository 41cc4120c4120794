/** What a broker's `server.properties` says. A broker is its own controller's neighbour: both roles in one process. */

/** The apps' principals inside. No certificate maps to a name that begins with `_`. */
export const principals = ['_broker', '_control', '_provisioner', '_gateway', '_recorder'] as const;
export type Principal = (typeof principals)[number];
export type Passwords = Readonly<Record<Principal, string>>;

export interface NodePorts {
  readonly inside: number;
  readonly partner: number;
  readonly controller: number;
}

export interface NodeSettings {
  /** 1-based. */
  readonly id: number;
  /** Under which brokers and apps reach this one. */
  readonly host: string;
  /** The address that is listened on, where that is not `host`. */
  readonly bind?: string;
  /** Under which systems and partners reach it, where that is not `host`. */
  readonly partnerHost?: string;
  /** The ports of every broker of the cluster, in the order of their ids. */
  readonly ports: readonly NodePorts[];
  readonly dataDir: string;
  /** PKCS#8 key and certificate, PEM, in one file; what PEM keystores of Kafka are. */
  readonly keystore: string;
  readonly truststore: string;
  readonly passwords: Passwords;
  /** TLS inside too; without it the apps' passwords still never travel (SCRAM), but records do in the clear on loopback. */
  readonly insideTls: boolean;
  /** Settings of the caller that win over ours. */
  readonly extra?: Readonly<Record<string, string>>;
}

export function serverProperties(settings: NodeSettings): string {
  const { id, host, ports, passwords, bind = host, partnerHost = host } = settings;
  const own = ports[id - 1]!;
  const replicas = Math.min(3, ports.length);
  const inside = settings.insideTls ? 'SASL_SSL' : 'SASL_PLAINTEXT';
  const controllerUsers = `user__broker="${passwords._broker}"`;
  const lines: Record<string, string> = {
    'process.roles': 'broker,controller',
    'node.id': String(id),
    // Static voters: the quorum's ports live in this file alone, so that another port needs no other data.
    'controller.quorum.voters': ports.map((one, index) => `${index + 1}@${host}:${one.controller}`).join(','),
    'controller.listener.names': 'CONTROLLER',
    listeners: `INSIDE://${bind}:${own.inside},PARTNER://${bind}:${own.partner},CONTROLLER://${bind}:${own.controller}`,
    'advertised.listeners': `INSIDE://${host}:${own.inside},PARTNER://${partnerHost}:${own.partner}`,
    'inter.broker.listener.name': 'INSIDE',
    'listener.security.protocol.map': `INSIDE:${inside},PARTNER:SSL,CONTROLLER:${inside}`,
    'log.dirs': settings.dataDir,

    'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-512',
    'listener.name.inside.scram-sha-512.sasl.jaas.config': `org.apache.kafka.common.security.scram.ScramLoginModule required username="_broker" password="${passwords._broker}";`,
    'sasl.mechanism.controller.protocol': 'PLAIN',
    'listener.name.controller.sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.controller.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required username="_broker" password="${passwords._broker}" ${controllerUsers};`,

    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': settings.keystore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': settings.truststore,
    'ssl.enabled.protocols': 'TLSv1.2,TLSv1.3',
    'listener.name.partner.ssl.client.auth': 'required',
    'listener.name.partner.ssl.principal.mapping.rules': 'RULE:^CN=([a-z0-9-]+)$/$1/,DEFAULT',

    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:_broker;User:_provisioner',
    // INVARIANT(default-deny): a principal without an ACL may do nothing.
    'allow.everyone.if.no.acl.found': 'false',
    'auto.create.topics.enable': 'false',

    'default.replication.factor': String(replicas),
    'min.insync.replicas': String(Math.max(1, replicas - 1)),
    'offsets.topic.replication.factor': String(replicas),
    'transaction.state.log.replication.factor': String(replicas),
    'transaction.state.log.min.isr': String(Math.max(1, replicas - 1)),
    'share.coordinator.state.topic.replication.factor': String(replicas),
    'share.coordinator.state.topic.min.isr': String(Math.max(1, replicas - 1)),
    'offsets.topic.num.partitions': '12',
    'transaction.state.log.num.partitions': '12',
    'group.initial.rebalance.delay.ms': '0',
    'unclean.leader.election.enable': 'false',
    'log.cleaner.dedupe.buffer.size': String(32 * 1024 * 1024),
    // How long a broker that was killed still counts as there: it can't come back under its id before that.
    'broker.session.timeout.ms': '6000',
    'broker.heartbeat.interval.ms': '1000',
    ...settings.extra,
  };
  return `${Object.entries(lines)
    .map(([key, value]) => `${key}=${value.replaceAll('\\', '\\\\')}`)
    .join('\n')}\n`;
}
