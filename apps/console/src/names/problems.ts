import type { ProblemCode } from '#contract';
import type { Words } from '../i18n/words';

type ProblemWords = Record<ProblemCode, readonly [title: string, why: string]>;

/** What control refused, for whom it concerns: what is wrong, and what to do. */
export const problemWords: Words<ProblemWords> = {
  nl: {
    'already-approved': ['Deze zaak is al goedgekeurd', 'Vernieuw de lijst om te zien door wie.'],
    'already-decided': [
      'Hierover is al beslist',
      'Het is intussen goedgekeurd, afgewezen of achterhaald. Vernieuw de pagina om te zien wat ervan werd.',
    ],
    'already-suspended': ['Dit instrument is al geschorst', 'Het laat nu al niets door. Vernieuw de pagina.'],
    'case-ended': ['Deze zaak is beëindigd', 'Stel ze opnieuw voor als ze toch nodig is.'],
    'erasure-must-wait': [
      'Er is nog niets gewist',
      'Iets over deze persoon is nog niet opgetekend. Probeer het over enkele seconden opnieuw.',
    ],
    'facts-not-recorded': ['Niets is opgetekend', 'Kijk na wat hieronder staat en probeer het opnieuw.'],
    'files-differ': [
      'Deze bestanden verschillen van het actieve register',
      'Dien ze in als voorstel: een tweede persoon keurt het goed.',
    ],
    'files-faulty': ['De bestanden hebben fouten', 'Het actieve register blijft zoals het is.'],
    'folder-unreadable': [
      'De map met het register kan niet gelezen worden',
      'Vraag wie Sluis beheert om de map na te kijken, of dien de bestanden zelf in.',
    ],
    'legal-duty': [
      'Er is niets gewist',
      'Over deze persoon loopt een zaak, of er is er een voorgesteld. Een wettelijke verplichting gaat voor (AVG art. 17, lid 3, b): beëindig eerst de zaak.',
    ],
    'nothing-to-change': ['Er is niets gewijzigd', 'Kies eerst wat er moet veranderen.'],
    'person-needed': [
      'Hier beslist een mens',
      'De tweede persoon meldt zich zelf aan in de console; een programma kan alleen voorstellen.',
    ],
    'promises-broken': [
      'Dit voorstel breekt een belofte van het register',
      'Het kan niet worden goedgekeurd. Verzwak of schrap de belofte eerst in een eigen voorstel, dat ze nog naleeft.',
    ],
    'proposal-faulty': ['Dit voorstel heeft fouten', 'Verbeter de bestanden en dien ze opnieuw in.'],
    'proposal-slow': ['Het nakijken duurde te lang', 'Er is niets voorgesteld. Probeer het opnieuw.'],
    'register-absent': [
      'Er is nog geen register actief',
      'Zonder register wordt alles geweigerd. Vraag wie Sluis beheert waarom het er niet is.',
    ],
    'register-changed': [
      'Het register is intussen veranderd',
      'Dien het voorstel opnieuw in, om te zien wat het nu zou veranderen.',
    ],
    'request-invalid': ['Dit kan niet worden aangenomen', 'Kijk na wat u invulde.'],
    'role-needed': [
      'Hier hebt u geen rol voor',
      'Deze gegevens zijn voor een andere rol. Vraag zo nodig een andere rol aan wie de toegang beheert.',
    ],
    'same-officer': [
      'Dit moet iemand anders doen',
      'Wie iets voorstelt, beslist er niet zelf over. Vraag het een collega met dezelfde rol.',
    ],
    'services-away': [
      'De databank of Kafka antwoordt niet',
      'Er is niets gewijzigd. Uitwisselingen gaan door en worden later opgetekend.',
    ],
    'tls-needed': [
      'De verbinding is niet beveiligd',
      'Nummers van personen worden alleen over TLS aangenomen. Open de console via https.',
    ],
  },
  en: {
    'already-approved': ['This case has been approved already', 'Refresh the list to see by whom.'],
    'already-decided': [
      'This was decided already',
      'It has been approved, rejected or outdated meanwhile. Refresh the page to see which.',
    ],
    'already-suspended': ['This instrument is suspended already', 'It permits nothing now. Refresh the page.'],
    'case-ended': ['This case has ended', 'Propose it anew if it is needed after all.'],
    'erasure-must-wait': [
      'Nothing is erased yet',
      'Something about this person is not on record yet. Try again in a few seconds.',
    ],
    'facts-not-recorded': ['Nothing was recorded', 'Look at what is said below, and try again.'],
    'files-differ': [
      'These files differ from the active register',
      'Hand them in as a proposal: a second person approves it.',
    ],
    'files-faulty': ['The files have faults', 'The active register stays as it is.'],
    'folder-unreadable': [
      'The folder of the register cannot be read',
      'Ask whoever runs Sluis to look at the folder, or hand in the files yourself.',
    ],
    'legal-duty': [
      'Nothing is erased',
      'A case about this person is in force, or one is proposed. A legal duty goes first (GDPR art. 17(3)(b)): end the case first.',
    ],
    'nothing-to-change': ['Nothing was changed', 'Choose what is to change first.'],
    'person-needed': ['A person decides here', 'The second person logs in to the console; a program may only propose.'],
    'promises-broken': [
      'This proposal breaks a promise of the register',
      'It cannot be approved. Weaken or drop the promise in a proposal of its own first, which still keeps it.',
    ],
    'proposal-faulty': ['This proposal has faults', 'Mend the files and hand them in anew.'],
    'proposal-slow': ['Checking took too long', 'Nothing was proposed. Try again.'],
    'register-absent': [
      'No register is active yet',
      'Without a register everything is refused. Ask whoever runs Sluis why there is none.',
    ],
    'register-changed': [
      'The register has changed meanwhile',
      'Hand in the proposal anew, to see what it would change now.',
    ],
    'request-invalid': ['This cannot be taken', 'Look at what you filled in.'],
    'role-needed': [
      'Your roles do not cover this',
      'These records are for another role. Ask whoever manages access for it if you need it.',
    ],
    'same-officer': [
      'Somebody else must do this',
      'Who proposes something does not decide on it. Ask a colleague with the same role.',
    ],
    'services-away': [
      'The database or Kafka does not answer',
      'Nothing was changed. Exchanges go on and are recorded later.',
    ],
    'tls-needed': [
      'The connection is not secured',
      'Numbers of persons are taken over TLS alone. Open the console by https.',
    ],
  },
};
