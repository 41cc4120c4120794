import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AskingSystem } from '../support/asking';
import { repository } from '../support/cluster';
import { ledgerUnderTest, startRecorder, type LedgerUnderTest, type RecorderProcess } from '../support/recorder';
import { coordinationRequest, syntheticInsz } from '../support/requests';
import type { GatewayProcess, Rig } from '../support/rig';
import { TopicLog } from '../support/traffic';
import { openOffice, type Office } from './cases/office';

/** Words that occur nowhere but in what senders write. Each place they are put in has one of its own. */
const canaries = {
  value: 'kanarie-in-waarde',
  key: 'kanarie-in-sleutel',
  header: 'kanarie-in-kop',
  headerName: 'ce_kanarieinkopnaam',
  id: 'kanarie-in-id',
  propertyName: 'kanarieInNaam',
  recipient: 'kanarie-in-ontvanger',
  purpose: 'kanarie-in-doel',
  category: 'kanarie-in-categorie',
  basis: 'kanarie-in-grondslag',
  broken: 'kanarie-in-kapotte-json',
} as const;

const toVmsw = {
  ce_recipient: 'vmsw',
  ce_purpose: 'coordinatie-sociale-huur',
  ce_category: 'kandidaat-huurder',
};

/**
 * Loaded into a gateway before its own code: on SIGUSR2 it lies in wait, and at the next canary that the gateway reads a fault
 * that quotes it whole is thrown where nobody catches it, as `JSON.parse` does in a callback.
 */
const saboteur = `
const parse = JSON.parse;
let armed = false;
process.on('SIGUSR2', () => {
  armed = true;
  process.stderr.write('lying in wait\\n');
});
JSON.parse = (text, reviver) => {
  if (armed && String(text).includes('kanarie')) {
    armed = false;
    setImmediate(() => parse(text + ' and more'));
    setImmediate(() => { throw new TypeError('cannot read ' + text + '\\n    at ' + text); });
  }
  return parse(text, reviver);
};`;

describe('what senders write', () => {
  let office: Office;
  let rig: Rig;
  let ledger: LedgerUnderTest;
  let recorder: RecorderProcess;
  let gateway: GatewayProcess;
  let start: () => Promise<GatewayProcess>;
  let dossier: AskingSystem;
  let collector: Server;
  const collected: Buffer[] = [];
  const insz = syntheticInsz(424_242);

  beforeAll(async () => {
    collector = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => collected.push(chunk));
      request.on('end', () => response.writeHead(200).end());
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    office = await openOffice();
    rig = office.rig;
    ledger = await ledgerUnderTest(rig, office.databaseUrl);
    recorder = await startRecorder(rig, office.databaseUrl, ledger.keyPath, {
      SLUIS_SESSION_TIMEOUT_MS: '6000',
      LOG_LEVEL: 'verbose',
      KAFKAJS_LOG_LEVEL: 'debug',
    });
    const preload = join(office.home, 'saboteur.cjs');
    writeFileSync(preload, saboteur);
    start = () =>
      rig.startGateway({
        env: {
          LOG_LEVEL: 'verbose',
          KAFKAJS_LOG_LEVEL: 'debug',
          KAFKAJS_DEBUG_PROTOCOL_BUFFERS: '1',
          NODE_DEBUG: 'http,net,tls',
          NODE_OPTIONS: `--require=${preload}`,
          SLUIS_SESSION_TIMEOUT_MS: '6000',
          OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
          OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
        },
      });
    gateway = await start();
    dossier = await AskingSystem.open(rig, 'dossier');
  }, 300_000);

  afterAll(async () => {
    await dossier?.close();
    await gateway?.stop();
    await recorder?.stop();
    await ledger?.source.destroy();
    await office?.stop();
    collector.closeAllConnections();
    collector.close();
  });

  it('is in no log, span, metric, alert, decision record or table of the database, with logging at its most verbose', async () => {
    const person = { persoon: { insz, naam: canaries.value } };
    const asked = [
      await dossier.ask({ ...toVmsw, ce_id: canaries.id, ce_extra: canaries.header }, person),
      await dossier.ask({ ...toVmsw, ce_id: canaries.id }, { persoon: { insz } }),
      await dossier.ask(toVmsw, { persoon: { insz, [canaries.propertyName]: canaries.value } }),
      await dossier.ask(toVmsw, { persoon: { insz, geboortedatum: canaries.value } }),
      await dossier.ask(toVmsw, { persoon: { insz: `${insz}9`, naam: canaries.value } }),
      await dossier.ask({ ...toVmsw, ce_recipient: canaries.recipient }, person),
      await dossier.ask({ ...toVmsw, ce_purpose: canaries.purpose }, person),
      await dossier.ask({ ...toVmsw, ce_category: canaries.category }, person),
      await dossier.ask({ ...toVmsw, ce_basis: canaries.basis }, person),
      await dossier.ask({ ...toVmsw, ce_provider: canaries.recipient }, person),
      await dossier.ask({ ...toVmsw, [canaries.headerName]: canaries.header }, person),
      await dossier.send({ key: canaries.key, value: `{"${canaries.broken}": `, headers: { ce_id: canaries.id } }),
      await dossier.send({
        key: canaries.key,
        value: canaries.broken,
        headers: { [canaries.headerName]: canaries.header },
      }),
      await dossier.send(coordinationRequest(424_242, canaries.id).message),
    ];
    const effects = asked.map(({ reply }) => reply.effect);
    expect(effects.filter((effect) => effect === 'permit').length).toBeGreaterThanOrEqual(2);
    expect(effects.filter((effect) => effect === 'deny').length).toBeGreaterThanOrEqual(9);

    const alerts = await TopicLog.open(rig.operator, 'sluis.alerts.woondienst-izegem');
    const decisions = await TopicLog.open(rig.operator, 'sluis.decisions');
    const seen = await TopicLog.open(rig.operator, 'sluis.seen.dossier');
    await decisions.until(effects.length);
    await Promise.all([alerts.quiet(), decisions.quiet(), seen.quiet()]);
    const metrics = await gateway.metrics();
    await recorded(decisions.records.length);
    await gateway.stop('SIGTERM');

    const tables = dumped();
    const places: Readonly<Record<string, string>> = {
      logs: logs(),
      spans: Buffer.concat(collected).toString('latin1'),
      metrics,
      alerts: dump(alerts),
      decisions: dump(decisions),
      tables,
    };
    expect(places['spans']).toContain('exchange');
    expect(places['logs']?.length).toBeGreaterThan(100);
    expect(alerts.records.length).toBeGreaterThan(8);
    // Of what control keeps and of what the recorder keeps, so that a dump of another database would not do.
    expect(tables).toContain('Gecodeerde gegevens van kandidaat-huurders');
    expect(tables).toContain(asked[0]!.reply.decisionId);
    findNone(places);
    // What the gateway remembers of a request repeats its own answer, never an id or a value; names are the sender's own.
    expect(dump(seen)).not.toContain(insz);
    expect(dump(seen)).not.toContain(canaries.id);
    expect(dump(seen)).not.toContain(canaries.value);
    await Promise.all([alerts.close(), decisions.close(), seen.close()]);
  }, 240_000);

  it('is in nothing that a gateway leaves behind which dies of a fault that quotes it, or by SIGABRT, with it in hand', async () => {
    const left = leftBehind();
    await gateway.stop();
    const person = { persoon: { insz, naam: canaries.value, [canaries.propertyName]: canaries.value } };
    const attributes = { ...toVmsw, ce_extra: canaries.header, ce_basis: canaries.basis };
    const producer = (await rig.client('dossier')).producer();
    await producer.connect();
    for (const way of ['fault', 'abort'] as const) {
      gateway = await start();
      // Awake once it answers: a first claim of a partition may take its time.
      const { id, message } = coordinationRequest(way === 'fault' ? 1 : 2, 'awake');
      await producer.send({ topic: 'sluis.in.dossier', messages: [message] });
      await dossier.replyTo(id, 60_000);
      if (way === 'fault') {
        gateway.process.kill('SIGUSR2');
        // A signal may be heard after what was sent later: one that came too late would lie in wait for nothing.
        while (!readFileSync(gateway.logPath, 'utf8').includes('lying in wait')) await sleep(20);
      }
      const gone = once(gateway.process, 'exit');
      const ids = Array.from({ length: 20 }, (_, n) => `${canaries.id}-${way}-${n}`);
      const headers = {
        ce_specversion: '1.0',
        ce_type: 'be.sluis.exchange.requested.v1',
        ce_source: '/dossier',
        ...attributes,
      };
      await producer.send({
        topic: 'sluis.in.dossier',
        messages: ids.map((id) => ({
          key: canaries.key,
          value: JSON.stringify(person),
          headers: { ...headers, ce_id: id },
        })),
      });
      if (way === 'abort') gateway.process.kill('SIGABRT');
      await gone;
      expect([way, gateway.process.exitCode, gateway.process.signalCode]).toEqual(
        way === 'fault' ? [way, 1, null] : [way, null, 'SIGABRT'],
      );
      if (way === 'fault') {
        // Which fault it was, and where: without what it said.
        expect(readFileSync(gateway.logPath, 'utf8')).toMatch(
          /leaving on a fault that nobody caught: (SyntaxError|TypeError)/,
        );
      }
      // Whoever goes on answers them all: none was lost with it.
      gateway = await start();
      const answers = await Promise.all(ids.map((id) => dossier.replyTo(id, 60_000)));
      expect(answers.map(({ reply }) => reply.effect)).toEqual(ids.map(() => 'deny'));
      await gateway.stop('SIGTERM');
    }
    await producer.disconnect();
    findNone({ logs: logs(), tables: dumped() });
    expect(leftBehind()).toEqual(left);
  }, 240_000);

  function findNone(places: Readonly<Record<string, string>>): void {
    for (const [place, text] of Object.entries(places)) {
      for (const [kind, canary] of Object.entries({ ...canaries, insz })) {
        // Columns of bytes are dumped in hexadecimal.
        for (const written of [canary, Buffer.from(canary).toString('hex')]) {
          expect([place, kind, text.includes(written)]).toEqual([place, kind, false]);
        }
      }
    }
  }

  /** What gateways, recorder and controls wrote. */
  function logs(): string {
    const dir = join(rig.cluster.dir, 'logs');
    const written = readdirSync(dir).filter((name) => /^(gateway|recorder)-/.test(name));
    expect(written.length).toBeGreaterThan(1);
    return [office.log(), ...written.map((name) => readFileSync(join(dir, name), 'utf8'))].join('\n');
  }

  /** The whole database, control's tables and the recorder's. */
  function dumped(): string {
    return execFileSync('pg_dump', ['--dbname', office.databaseUrl, '--inserts'], { maxBuffer: 1 << 28 }).toString();
  }

  async function recorded(count: number): Promise<void> {
    for (const deadline = Date.now() + 60_000; (await ledger.size().catch(() => 0)) < count;) {
      if (Date.now() > deadline) throw new Error(`not all of ${count} decisions were recorded`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Cores and reports in the folder that the gateway runs in. */
  function leftBehind(): string[] {
    return readdirSync(repository).filter((name) => /^(core|report)\b.*\d|^core$/.test(name));
  }
});

function dump(log: TopicLog): string {
  return log.records
    .map(({ key, value, headers }) =>
      JSON.stringify([key?.toString(), value?.toString(), Object.entries(headers ?? {}).map(String)]),
    )
    .join('\n');
}
