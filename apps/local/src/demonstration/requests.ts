/**
 * What the systems of a demonstration ask, so that a first visitor sees a living installation: lawful exchanges, and the
 * mistakes that real systems make. All persons are invented: born around 1900, with numbers of a series kept for tests.
 */
export interface DemoRequest {
  readonly system: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Readonly<Record<string, unknown>>;
  /** What the register of this repository answers, and why not. */
  readonly expected: 'permit' | string;
}

type Value = DemoRequest['value'];
type Make = (person: number) => Omit<DemoRequest, 'expected'>;

/** Every scene as often as it says, shuffled together the same way each time. */
export function demonstrationRequests(): readonly DemoRequest[] {
  let person = 0;
  const all = scenes.flatMap(({ times, expected, make }) =>
    Array.from({ length: times }, () => ({ ...make(person++), expected })),
  );
  // A step that shares no divisor with the number of requests visits each once.
  const step = 31;
  return all.map((_, at) => all[(at * step) % all.length]!);
}

interface Scene {
  readonly times: number;
  readonly expected: DemoRequest['expected'];
  readonly make: Make;
}

const scenes: readonly Scene[] = [
  {
    times: 12,
    expected: 'permit',
    make: (n) =>
      ask('dossier', 'vmsw', 'coordinatie-sociale-huur', 'kandidaat-huurder', {
        persoon: { ...named(n), hoofdverblijfplaats: home(n) },
        inschrijving: enrolment(n),
      }),
  },
  {
    times: 7,
    expected: 'permit',
    make: (n) =>
      ask('dossier-zuid-west', 'vmsw', 'coordinatie-sociale-huur', 'huurder', {
        persoon: { ...named(n), hoofdverblijfplaats: home(n) },
        huur: {
          start: `20${10 + (n % 12)}-05-01`,
          huurprijs: 28_000 + 350 * (n % 40),
          toewijzingsgrond: 'chronologisch',
        },
      }),
  },
  {
    times: 9,
    expected: 'permit',
    make: (n) => ask('dossier', 'leiedal', 'lokaal-woonbeleid', 'kandidaat-huurder', household(n)),
  },
  {
    times: 5,
    expected: 'permit',
    make: (n) =>
      ask('dossier-rand', 'vlabinvest', 'toewijzing-vlabinvest', 'kandidaat-huurder', candidate(n), {
        ce_territory: '23002',
      }),
  },
  {
    times: 6,
    expected: 'permit',
    make: (n) =>
      ask('fod-financien', 'woondienst-izegem', 'inschrijving-toewijzing', 'kandidaat-huurder', {
        persoon: { insz: insz(n) },
        inkomen: { belastbaar: 14_000 + 900 * (n % 20), aanslagjaar: 2025 },
        eigendom: { onroerend: n % 9 === 0 },
      }),
  },
  {
    times: 4,
    expected: 'permit',
    make: (n) =>
      ask('kind-en-gezin', 'woondienst-izegem', 'inschrijving-toewijzing', 'kind', {
        kind: { insz: insz(n), handicap: n % 2 === 0 },
      }),
  },
  {
    times: 5,
    expected: 'permit',
    make: (n) => ask('patrimonium-gent', 'stad-gent', 'woninggegevens', 'woning', dwelling(n, '44021', 'Gent', '9000')),
  },
  {
    times: 4,
    expected: 'permit',
    make: (n) =>
      ask('vmsw', 'wonen-vlaanderen', 'huursubsidie', 'kandidaat-huurder', {
        persoon: { insz: insz(n), naam: 'Proefpersoon' },
        subsidie: { aanvraag: true },
        inschrijving: { status: 'actief', aanbodGeweigerd: false },
      }),
  },
  // A field too many, from a form that asks everybody the same.
  {
    times: 6,
    expected: 'field-not-permitted',
    make: (n) =>
      ask('dossier-rand', 'vlabinvest', 'toewijzing-vlabinvest', 'kandidaat-huurder', withNationality(n), {
        ce_territory: '23002',
      }),
  },
  // A name in what is for statistics.
  {
    times: 4,
    expected: 'field-not-permitted',
    make: (n) => {
      const value = household(n) as { persoon: Record<string, unknown> };
      return ask('dossier', 'leiedal', 'lokaal-woonbeleid', 'kandidaat-huurder', {
        ...value,
        persoon: { ...value.persoon, naam: 'Proefpersoon' },
      });
    },
  },
  // A dwelling of the neighbours.
  {
    times: 3,
    expected: 'outside-territory',
    make: (n) =>
      ask(
        'patrimonium-antwerpen',
        'stad-antwerpen',
        'woninggegevens',
        'woning',
        dwelling(n, '11001', 'Aartselaar', '2630'),
      ),
  },
  // Nobody registered an instrument for it.
  {
    times: 4,
    expected: 'no-permission',
    make: (n) =>
      ask('zorginstelling', 'woondienst-izegem', 'inschrijving-toewijzing', 'kandidaat-huurder', {
        persoon: { insz: insz(n), naam: 'Proefpersoon' },
      }),
  },
  {
    times: 3,
    expected: 'consent-missing',
    make: (n) => ask('dossier', 'verwerker-post', 'nieuwsbrief', 'kandidaat-huurder', newsletter(n)),
  },
  {
    times: 2,
    expected: 'outside-eea',
    make: (n) => ask('dossier', 'verwerker-buiten-eer', 'nieuwsbrief', 'kandidaat-huurder', newsletter(n)),
  },
  // The ocmw has no open file on them.
  {
    times: 3,
    expected: 'no-relation',
    make: (n) =>
      ask('wonen-vlaanderen', 'ocmw-izegem', 'huurpremie', 'kandidaat-huurder', {
        persoon: { insz: insz(n), naam: 'Proefpersoon' },
        premie: { status: 'onvolledig', ontbrekendeStukken: ['inkomensbewijs'] },
      }),
  },
  // What compliance of the ocmw sees of its own system.
  {
    times: 3,
    expected: 'no-permission',
    make: (n) =>
      ask('ocmw-izegem', 'vmsw', 'coordinatie-sociale-huur', 'kandidaat-huurder', {
        persoon: { insz: insz(n), naam: 'Proefpersoon' },
      }),
  },
  {
    times: 3,
    expected: 'unknown-purpose',
    make: (n) =>
      ask('huur', 'vmsw', 'coordinatie-huur', 'huurder', { persoon: { insz: insz(n) }, huur: { start: '2020-01-01' } }),
  },
];

function ask(
  system: string,
  recipient: string,
  purpose: string,
  category: string,
  value: Value,
  more: Readonly<Record<string, string>> = {},
): ReturnType<Make> {
  return { system, headers: { ce_recipient: recipient, ce_purpose: purpose, ce_category: category, ...more }, value };
}

/** The number of nobody: born between 1901 and 1909, series 997, with right check digits. */
export function insz(n: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const nine = `${two(1 + (n % 9))}${two(1 + (n % 12))}${two(1 + (n % 28))}997`;
  return nine + two(97 - (Number(nine) % 97));
}

function named(n: number): Value {
  return { insz: insz(n), naam: 'Proefpersoon', voornamen: `Nummer ${n + 1}` };
}

function home(n: number): Value {
  return { straat: 'Voorbeeldstraat', huisnummer: String(1 + n), postcode: '8870', gemeente: 'Izegem', nis: '36008' };
}

function enrolment(n: number): Value {
  return { datum: `20${12 + (n % 12)}-03-02`, maatschappij: 'woondienst-izegem', status: 'actief' };
}

function household(n: number): Value {
  return {
    persoon: { insz: insz(n), geboortedatum: `190${1 + (n % 9)}-05-06`, hoofdverblijfplaats: { nis: '34022' } },
    gezin: { grootte: 1 + (n % 5), aantalTenLaste: n % 4 },
    inkomen: { belastbaar: 12_000 + 1_700 * (n % 22) },
    inschrijving: {
      datum: `20${12 + (n % 12)}-03-02`,
      maatschappij: 'woondienst-izegem',
      gewensteSlaapkamers: 1 + (n % 4),
    },
  };
}

function candidate(n: number): { readonly persoon: Value } {
  return { persoon: { ...named(n), geboortedatum: `190${1 + (n % 9)}-02-03`, burgerlijkeStaat: 'ongehuwd' } };
}

function withNationality(n: number): Value {
  return { persoon: { ...candidate(n).persoon, nationaliteit: 'BE' } };
}

function dwelling(n: number, nis: string, gemeente: string, postcode: string): Value {
  return {
    woning: {
      id: `woning-${String(1_000 + n)}`,
      type: 'appartement',
      bouwjaar: 1_960 + (n % 50),
      slaapkamers: 1 + (n % 4),
      bezet: n % 3 !== 0,
      adres: { straat: 'Voorbeeldlaan', huisnummer: String(1 + n), postcode, gemeente, nis },
    },
  };
}

function newsletter(n: number): Value {
  return { persoon: { insz: insz(n), naam: 'Proefpersoon' }, contact: { email: `proef${n}@example.org` } };
}
