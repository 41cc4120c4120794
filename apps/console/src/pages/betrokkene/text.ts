import { words } from '../../i18n/words';

/** What the pages about a data subject have in common. */
export const text = words(
  {
    title: 'Betrokkene',
    parts: 'Delen van Betrokkene',
    facts: 'Feiten',
    lookup: 'Waarheen gingen gegevens',
    erase: 'Gegevens wissen',
    cases: 'Zaken over één persoon',
    privacy:
      'Een rijksregisternummer of INSZ wordt bij aankomst een onleesbaar kenmerk en daarna vergeten. Het staat in geen adres, geen logboek en op geen pagina, en verdwijnt hier zodra u verzendt.',
    insz: 'INSZ',
    inszHint: 'Elf cijfers, met of zonder leestekens.',
    inszWrong: 'Dit is geen INSZ: elf cijfers met een juist controlegetal.',
  },
  {
    title: 'Data subject',
    parts: 'Parts of Data subject',
    facts: 'Facts',
    lookup: 'Where did data go',
    erase: 'Erase details',
    cases: 'Cases about one person',
    privacy:
      'A national number or INSZ becomes an unreadable token on arrival and is then forgotten. It stands in no address, no log and on no page, and disappears here as soon as you send.',
    insz: 'INSZ',
    inszHint: 'Eleven digits, with or without punctuation.',
    inszWrong: 'This is no INSZ: eleven digits with a right check number.',
  },
);
