import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { AskingSystem } from '../support/asking';
import { coordinationRequest, syntheticInsz } from '../support/requests';
import { startRig, type GatewayProcess, type Rig } from '../support/rig';
import { TopicLog } from '../support/traffic';

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

describe('what senders write', () => {
  let rig: Rig;
  let gateway: GatewayProcess;
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
    rig = await startRig();
    gateway = await rig.startGateway({
      env: {
        LOG_LEVEL: 'verbose',
        KAFKAJS_LOG_LEVEL: 'debug',
        KAFKAJS_DEBUG_PROTOCOL_BUFFERS: '1',
        NODE_DEBUG: 'http,net,tls',
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
        OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
      },
    });
    dossier = await AskingSystem.open(rig, 'dossier');
  });

  afterAll(async () => {
    await dossier.close();
    await gateway.stop();
    await rig.stop();
    collector.closeAllConnections();
    collector.close();
  });

  it('is in no log, span, metric, alert, decision record or crash, with logging at its most verbose', async () => {
    const person = { persoon: { insz, naam: canaries.value } };
    const effects = [
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
    ].map(({ reply }) => reply.effect);
    expect(effects.filter((effect) => effect === 'permit').length).toBeGreaterThanOrEqual(2);
    expect(effects.filter((effect) => effect === 'deny').length).toBeGreaterThanOrEqual(9);

    const alerts = await TopicLog.open(rig.operator, 'sluis.alerts.woondienst-izegem');
    const decisions = await TopicLog.open(rig.operator, 'sluis.decisions');
    const seen = await TopicLog.open(rig.operator, 'sluis.seen.dossier');
    await decisions.until(effects.length);
    await Promise.all([alerts.quiet(), decisions.quiet(), seen.quiet()]);
    const metrics = await gateway.metrics();
    // The crash: what a process leaves behind when it dies under its hands.
    await gateway.stop('SIGTERM');

    const places: Readonly<Record<string, string>> = {
      log: readFileSync(gateway.logPath, 'utf8'),
      spans: Buffer.concat(collected).toString('latin1'),
      metrics,
      alerts: dump(alerts),
      decisions: dump(decisions),
    };
    expect(places['spans']).toContain('exchange');
    expect(places['log']?.length).toBeGreaterThan(100);
    expect(alerts.records.length).toBeGreaterThan(8);
    for (const [place, text] of Object.entries(places)) {
      for (const [kind, canary] of Object.entries({ ...canaries, insz })) {
        expect([place, kind, text.includes(canary)]).toEqual([place, kind, false]);
      }
    }
    // What the gateway remembers of a request repeats its own answer, never an id or a value; names are the sender's own.
    expect(dump(seen)).not.toContain(insz);
    expect(dump(seen)).not.toContain(canaries.id);
    expect(dump(seen)).not.toContain(canaries.value);
    await Promise.all([alerts.close(), decisions.close(), seen.close()]);
  });
});

function dump(log: TopicLog): string {
  return log.records
    .map(({ key, value, headers }) =>
      JSON.stringify([key?.toString(), value?.toString(), Object.entries(headers ?? {}).map(String)]),
    )
    .join('\n');
}
