import { words, type Language } from '../i18n/words';

/**
 * Which rule a property breaks, as control says it in English, and in Dutch. `…` stands for what differs from one to the next; of two
 * that fit, the first is taken. A test holds these to the sentences in control.
 */
const rules: Readonly<Record<string, string>> = {
  'does not hold the role … today': 'heeft vandaag de hoedanigheid … niet',
  'has no system that reads the purpose …; its participant file must say which':
    'heeft geen systeem dat het doel … leest; het bestand van de deelnemer moet zeggen welk',
  'holds a purpose that the active register does not know': 'bevat een doel dat het actieve register niet kent',
  'is for kind … only': 'hoort alleen bij de soort …',
  'is needed: a text of at most … characters': 'is nodig: een tekst van hoogstens … tekens',
  'is needed: one of …': 'is nodig: een van …',
  'is not a participant of the active register for whom you may record':
    'is geen deelnemer van het actieve register voor wie u mag vastleggen',
  'is not a participant of the active register': 'is geen deelnemer van het actieve register',
  'is not a property of a …': 'wordt hier niet gevraagd',
  'is not asked here; there are …': 'wordt hier niet gevraagd; wel: …',
  'is not asked here': 'wordt hier niet gevraagd',
  'is nested too deeply': 'heeft te veel lagen',
  'must be `next` of the page before': 'moet `next` van de vorige bladzijde zijn',
  'must be a JSON object': 'moet een JSON-object zijn',
  'must be a box number': 'moet een busnummer zijn',
  'must be a calendar date, YYYY-MM-DD, or null': 'moet een bestaande dag zijn (JJJJ-MM-DD), of leeg',
  'must be a calendar date, YYYY-MM-DD': 'moet een bestaande dag zijn (JJJJ-MM-DD)',
  'must be a date or a time of ISO 8601, of a day that the calendar has':
    'moet een datum of tijdstip volgens ISO 8601 zijn, van een bestaande dag',
  'must be a day, YYYY-MM-DD': 'moet een dag zijn (JJJJ-MM-DD)',
  'must be a house number': 'moet een huisnummer zijn',
  'must be a list of … to … files': 'moet een lijst van … tot … bestanden zijn',
  'must be a list of … to … paths': 'moet een lijst van … tot … velden zijn',
  'must be a list of ids of categories': 'moet een lijst van categorieën zijn',
  'must be a list of ids of purposes': 'moet een lijst van doelen zijn',
  'must be a list of numbers': 'moet een lijst van nummers zijn',
  'must be a list of paths of the field catalogue': 'moet een lijst van velden uit de catalogus zijn',
  'must be a name': 'moet een naam zijn',
  'must be a number of a version': 'moet het nummer van een versie zijn',
  'must be a path of the register, such as …': 'moet een pad van het register zijn, zoals …',
  'must be a postcode of four digits': 'moet een postcode van vier cijfers zijn',
  'must be a street': 'moet een straat zijn',
  'must be a telephone number': 'moet een telefoonnummer zijn',
  'must be a text of at most … characters': 'moet een tekst van hoogstens … tekens zijn',
  'must be a text, or null to take the file away': 'moet een tekst zijn, of null om het bestand weg te nemen',
  'must be a whole number from … to …, or null': 'moet een geheel getal van … tot … zijn, of leeg',
  'must be a whole number from … to …': 'moet een geheel getal van … tot … zijn',
  'must be an INSZ: eleven digits with valid check digits':
    'moet een INSZ zijn: elf cijfers met een geldig controlegetal',
  'must be an e-mail address': 'moet een e-mailadres zijn',
  'must be an object with email, telefoon, or naam and adres':
    'moet een e-mailadres, telefoon, of naam en adres hebben',
  'must be an object with straat, huisnummer and postcode': 'moet een straat, huisnummer en postcode hebben',
  'must be later than `from`': 'moet later zijn dan de eerste dag',
  'must be later than today': 'moet later zijn dan vandaag',
  'must be left out of an alias: a number is one person for every purpose':
    'hoort niet bij een gewijzigd nummer: een nummer is voor elk doel dezelfde persoon',
  'must be left out of an alias: a number that changed is one person for ever; withdraw a wrong alias':
    'hoort niet bij een gewijzigd nummer: dat blijft voorgoed dezelfde persoon; trek een fout gewijzigd nummer in',
  'must be one line, without control characters': 'moet één regel zijn, zonder stuurtekens',
  'must be one of …': 'moet een van deze zijn: …',
  'must be text of at most … characters': 'moet een tekst van hoogstens … tekens zijn',
  'must be text without control characters': 'moet een tekst zonder stuurtekens zijn',
  'must be the id of a case, as … shows it': 'moet het nummer van een geval zijn, zoals … het toont',
  'must be the id of a participant': 'moet een deelnemer zijn',
  'must be the id of the last fact of the page before': 'moet het laatste feit van de vorige bladzijde zijn',
  'must be the subject or the name of an officer': 'moet het account of de naam van een medewerker zijn',
  'must be true: it is done at the request of the person only':
    'moet aangevinkt zijn: het gebeurt alleen op vraag van de persoon zelf',
  'must differ from `insz`': 'moet verschillen van het INSZ',
  'must differ from `provider`': 'moet verschillen van wie de gegevens verstrekt',
  'must hold INSZs: eleven digits with valid check digits each':
    'moet INSZ’s bevatten: telkens elf cijfers met een geldig controlegetal',
  'must hold categories of the active register only': 'mag alleen categorieën van het actieve register bevatten',
  'must hold email, telefoon, or naam and adres': 'moet een e-mailadres, telefoon, of naam en adres hebben',
  'must hold fields of the active register only': 'mag alleen velden van het actieve register bevatten',
  'must hold ids of categories': 'mag alleen categorieën bevatten',
  'must hold ids of purposes': 'mag alleen doelen bevatten',
  'must hold paths of the field catalogue': 'mag alleen velden uit de catalogus bevatten',
  'must name a category': 'moet een categorie noemen',
  'must name a field': 'moet een veld noemen',
  'must name a purpose; leave it out where all purposes are meant':
    'moet een doel noemen; laat het leeg als alle doelen bedoeld zijn',
  'must name at most … categories': 'mag hoogstens … categorieën noemen',
  'must name at most … fields': 'mag hoogstens … velden noemen',
  'must name at most … people': 'mag hoogstens … personen noemen',
  'must name at most … purposes': 'mag hoogstens … doelen noemen',
  'must name each category once': 'moet elke categorie één keer noemen',
  'must name each field once': 'moet elk veld één keer noemen',
  'must name each purpose once': 'moet elk doel één keer noemen',
  'must not hold `insz` itself': 'mag het INSZ zelf niet bevatten',
  'must not hold a number of a person, an e-mail address or a telephone number':
    'mag geen nummer van een persoon, e-mailadres of telefoonnummer bevatten',
  'must not hold a number of a person; line … of the file does':
    'mag geen nummer van een persoon bevatten; regel … van het bestand doet dat',
  'must not hold a number of a person': 'mag geen nummer van een persoon bevatten',
  'names a file twice': 'noemt een bestand tweemaal',
  'needs the purpose …, which the active register lacks': 'vraagt het doel …, dat het actieve register niet heeft',
  'or the recipient must be a participant for which you may propose':
    'of de ontvanger moet een deelnemer zijn waarvoor u mag voorstellen',
};

/** What an officer typed into; whatever is not here is named as control names it. */
const properties = words(
  {
    after: 'vorige bladzijde',
    assignee: 'behandelaar',
    atOwnRequest: 'op eigen vraag',
    categories: 'categorieën',
    fields: 'velden',
    from: 'eerste dag',
    ground: 'grond',
    insz: 'INSZ',
    kind: 'soort',
    others: 'andere personen',
    participant: 'deelnemer',
    provider: 'verstrekker',
    purposes: 'doelen',
    reason: 'reden',
    recipient: 'ontvanger',
    title: 'titel',
    until: 'einde',
    was: 'vroeger nummer',
    why: 'waarom',
  },
  {
    after: 'page before',
    assignee: 'assignee',
    atOwnRequest: 'at their own request',
    categories: 'categories',
    fields: 'fields',
    from: 'first day',
    ground: 'ground',
    insz: 'INSZ',
    kind: 'kind',
    others: 'other people',
    participant: 'participant',
    provider: 'provider',
    purposes: 'purposes',
    reason: 'reason',
    recipient: 'recipient',
    title: 'title',
    until: 'end',
    was: 'former number',
    why: 'why',
  },
);

/** What is wrong with one property, to its reader. A fault of a file is said in the words of the register, as it came. */
export function toldProperty(property: string, problem: string, language: Language): string {
  const names: Readonly<Record<string, string>> = properties[language];
  const name = Object.hasOwn(names, property) ? names[property] : property;
  // A name of several things and one of one thing have verbs of their own: a colon suits both.
  return language === 'nl' ? `${name}: ${inDutch(problem) ?? problem}` : `${name} ${problem}`;
}

/** Undefined for a sentence that is none of control's. */
export function inDutch(problem: string): string | undefined {
  for (const [rule, dutch] of Object.entries(rules)) {
    const parts = rule.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
    const found = new RegExp(`^${parts.join('(.+)')}$`).exec(problem);
    if (found === null) continue;
    const [first, ...rest] = dutch.split('…');
    return rest.reduce((said, part, at) => `${said}${found[at + 1]}${part}`, first!);
  }
  return undefined;
}
