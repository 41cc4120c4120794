import type { IHeaders } from 'kafkajs';

/** A request as a system writes it. All persons are synthetic: numbers of people born around 1900. */
export interface SampleRequest {
  readonly id: string;
  readonly insz: string;
  readonly message: { readonly key: string; readonly value: string; readonly headers: IHeaders };
}

/** The n-th synthetic INSZ: birth years 1900 to 1909, valid check digits, the same for the same n. */
export function syntheticInsz(n: number): string {
  const series = String((n % 997) + 1).padStart(3, '0');
  const days = Math.floor(n / 997);
  const day = String((days % 28) + 1).padStart(2, '0');
  const month = String((Math.floor(days / 28) % 12) + 1).padStart(2, '0');
  const year = String(Math.floor(days / 336) % 10).padStart(2, '0');
  const nine = `${year}${month}${day}${series}`;
  return nine + String(97 - (Number(nine) % 97)).padStart(2, '0');
}

/** A lawful request of `dossier` to VMSW about one candidate tenant, close to 1 KB with its attributes. */
export function coordinationRequest(n: number, prefix = 'r'): SampleRequest {
  const id = `${prefix}-${n}`;
  const insz = syntheticInsz(n);
  const data = {
    persoon: {
      insz,
      naam: `Proefpersoon ${'a'.repeat(60)}`,
      voornamen: `Voornaam ${'b'.repeat(60)}`,
      hoofdverblijfplaats: {
        straat: `Proefstraat ${'c'.repeat(100)}`,
        huisnummer: String((n % 200) + 1),
        busnummer: 'A',
        postcode: '8870',
        gemeente: `Izegem ${'d'.repeat(100)}`,
        nis: '36008',
      },
    },
    inschrijving: {
      datum: '2020-03-02',
      maatschappij: 'woondienst-izegem',
      status: 'actief',
      aanbodGeweigerd: false,
      toewijzingDatum: '2021-04-06',
      nieuweWachttijdregel: true,
      voorkeurNis: '36008',
      gewensteSlaapkamers: 2,
    },
    huur: {
      start: '2021-05-01',
      einde: '2030-04-30',
      huurprijs: 41250,
      inkomenBerekening: 19850,
      toewijzingsgrond: 'chronologisch',
    },
  };
  const headers = {
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: '/dossier',
    ce_type: 'be.sluis.exchange.requested.v1',
    ce_recipient: 'vmsw',
    ce_purpose: 'coordinatie-sociale-huur',
    ce_category: 'kandidaat-huurder',
    'content-type': 'application/json',
  };
  return { id, insz, message: { key: id, value: JSON.stringify(data), headers } };
}
