/**
 * Who may do what on the brokers of the local installation, written by hand from what each topic is for (docs/architecture.md) and the
 * participants of `protocols/`. Never computed: a mistake in the provisioner must not find itself here again. What is not
 * listed is refused. A new topic or principal needs a line here, or access.e2e.ts fails.
 */

/** `topic | who may write it | who may read it`; either brings Describe with it, and nobody has anything else. */
export const topicTable = `
sluis.register                                            | _control                | _control _gateway
sluis.facts                                               | _control                | _control _gateway
sluis.decisions                                           | _gateway                | _recorder auditor
sluis.clock                                               | _gateway                | _gateway
sluis.in.dossier                                          | dossier                 | _gateway
sluis.in.huur                                             | huur                    | _gateway
sluis.in.patrimonium                                      | patrimonium             | _gateway
sluis.in.dossier-zuid-west                                | dossier-zuid-west       | _gateway
sluis.in.dossier-rand                                     | dossier-rand            | _gateway
sluis.in.patrimonium-antwerpen                            | patrimonium-antwerpen   | _gateway
sluis.in.patrimonium-gent                                 | patrimonium-gent        | _gateway
sluis.in.vmsw                                             | vmsw                    | _gateway
sluis.in.vmsw-statistiek                                  | vmsw-statistiek         | _gateway
sluis.in.wonen-vlaanderen                                 | wonen-vlaanderen        | _gateway
sluis.in.woonbeleid                                       | woonbeleid              | _gateway
sluis.in.ocmw-izegem                                      | ocmw-izegem             | _gateway
sluis.in.ocmw-kortrijk                                    | ocmw-kortrijk           | _gateway
sluis.in.svk-midden-west                                  | svk-midden-west         | _gateway
sluis.in.wm-midden-west                                   | wm-midden-west          | _gateway
sluis.in.leiedal                                          | leiedal                 | _gateway
sluis.in.vlabinvest                                       | vlabinvest              | _gateway
sluis.in.stad-antwerpen                                   | stad-antwerpen          | _gateway
sluis.in.stad-gent                                        | stad-gent               | _gateway
sluis.in.integratie-inburgering                           | integratie-inburgering  | _gateway
sluis.in.fod-financien                                    | fod-financien           | _gateway
sluis.in.rijksregister                                    | rijksregister           | _gateway
sluis.in.fod-sociale-zekerheid                            | fod-sociale-zekerheid   | _gateway
sluis.in.kind-en-gezin                                    | kind-en-gezin           | _gateway
sluis.in.vlaams-woningfonds                               | vlaams-woningfonds      | _gateway
sluis.in.ksz                                              | ksz                     | _gateway
sluis.in.patrimoniumdocumentatie                          | patrimoniumdocumentatie | _gateway
sluis.in.div                                              | div                     | _gateway
sluis.in.zorginstelling                                   | zorginstelling          | _gateway
sluis.in.verwerker-post                                   | verwerker-post          | _gateway
sluis.in.verwerker-buiten-eer                             | verwerker-buiten-eer    | _gateway
sluis.in.politie                                          | politie                 | _gateway
sluis.in.dossier.reply                                    | _gateway                | dossier
sluis.in.huur.reply                                       | _gateway                | huur
sluis.in.patrimonium.reply                                | _gateway                | patrimonium
sluis.in.dossier-zuid-west.reply                          | _gateway                | dossier-zuid-west
sluis.in.dossier-rand.reply                               | _gateway                | dossier-rand
sluis.in.patrimonium-antwerpen.reply                      | _gateway                | patrimonium-antwerpen
sluis.in.patrimonium-gent.reply                           | _gateway                | patrimonium-gent
sluis.in.vmsw.reply                                       | _gateway                | vmsw
sluis.in.vmsw-statistiek.reply                            | _gateway                | vmsw-statistiek
sluis.in.wonen-vlaanderen.reply                           | _gateway                | wonen-vlaanderen
sluis.in.woonbeleid.reply                                 | _gateway                | woonbeleid
sluis.in.ocmw-izegem.reply                                | _gateway                | ocmw-izegem
sluis.in.ocmw-kortrijk.reply                              | _gateway                | ocmw-kortrijk
sluis.in.svk-midden-west.reply                            | _gateway                | svk-midden-west
sluis.in.wm-midden-west.reply                             | _gateway                | wm-midden-west
sluis.in.leiedal.reply                                    | _gateway                | leiedal
sluis.in.vlabinvest.reply                                 | _gateway                | vlabinvest
sluis.in.stad-antwerpen.reply                             | _gateway                | stad-antwerpen
sluis.in.stad-gent.reply                                  | _gateway                | stad-gent
sluis.in.integratie-inburgering.reply                     | _gateway                | integratie-inburgering
sluis.in.fod-financien.reply                              | _gateway                | fod-financien
sluis.in.rijksregister.reply                              | _gateway                | rijksregister
sluis.in.fod-sociale-zekerheid.reply                      | _gateway                | fod-sociale-zekerheid
sluis.in.kind-en-gezin.reply                              | _gateway                | kind-en-gezin
sluis.in.vlaams-woningfonds.reply                         | _gateway                | vlaams-woningfonds
sluis.in.ksz.reply                                        | _gateway                | ksz
sluis.in.patrimoniumdocumentatie.reply                    | _gateway                | patrimoniumdocumentatie
sluis.in.div.reply                                        | _gateway                | div
sluis.in.zorginstelling.reply                             | _gateway                | zorginstelling
sluis.in.verwerker-post.reply                             | _gateway                | verwerker-post
sluis.in.verwerker-buiten-eer.reply                       | _gateway                | verwerker-buiten-eer
sluis.in.politie.reply                                    | _gateway                | politie
sluis.seen.dossier                                        | _gateway                | _gateway
sluis.seen.huur                                           | _gateway                | _gateway
sluis.seen.patrimonium                                    | _gateway                | _gateway
sluis.seen.dossier-zuid-west                              | _gateway                | _gateway
sluis.seen.dossier-rand                                   | _gateway                | _gateway
sluis.seen.patrimonium-antwerpen                          | _gateway                | _gateway
sluis.seen.patrimonium-gent                               | _gateway                | _gateway
sluis.seen.vmsw                                           | _gateway                | _gateway
sluis.seen.vmsw-statistiek                                | _gateway                | _gateway
sluis.seen.wonen-vlaanderen                               | _gateway                | _gateway
sluis.seen.woonbeleid                                     | _gateway                | _gateway
sluis.seen.ocmw-izegem                                    | _gateway                | _gateway
sluis.seen.ocmw-kortrijk                                  | _gateway                | _gateway
sluis.seen.svk-midden-west                                | _gateway                | _gateway
sluis.seen.wm-midden-west                                 | _gateway                | _gateway
sluis.seen.leiedal                                        | _gateway                | _gateway
sluis.seen.vlabinvest                                     | _gateway                | _gateway
sluis.seen.stad-antwerpen                                 | _gateway                | _gateway
sluis.seen.stad-gent                                      | _gateway                | _gateway
sluis.seen.integratie-inburgering                         | _gateway                | _gateway
sluis.seen.fod-financien                                  | _gateway                | _gateway
sluis.seen.rijksregister                                  | _gateway                | _gateway
sluis.seen.fod-sociale-zekerheid                          | _gateway                | _gateway
sluis.seen.kind-en-gezin                                  | _gateway                | _gateway
sluis.seen.vlaams-woningfonds                             | _gateway                | _gateway
sluis.seen.ksz                                            | _gateway                | _gateway
sluis.seen.patrimoniumdocumentatie                        | _gateway                | _gateway
sluis.seen.div                                            | _gateway                | _gateway
sluis.seen.zorginstelling                                 | _gateway                | _gateway
sluis.seen.verwerker-post                                 | _gateway                | _gateway
sluis.seen.verwerker-buiten-eer                           | _gateway                | _gateway
sluis.seen.politie                                        | _gateway                | _gateway
sluis.alerts.woondienst-izegem                            | _gateway                | compliance
sluis.alerts.shm-zuid-west                                | _gateway                |
sluis.alerts.shm-rand                                     | _gateway                |
sluis.alerts.shm-antwerpen                                | _gateway                |
sluis.alerts.shm-gent                                     | _gateway                |
sluis.alerts.vmsw                                         | _gateway                |
sluis.alerts.wonen-vlaanderen                             | _gateway                |
sluis.alerts.wonen-vlaanderen-woonbeleid                  | _gateway                |
sluis.alerts.ocmw-izegem                                  | _gateway                |
sluis.alerts.ocmw-kortrijk                                | _gateway                |
sluis.alerts.svk-midden-west                              | _gateway                |
sluis.alerts.wm-midden-west                               | _gateway                |
sluis.alerts.leiedal                                      | _gateway                |
sluis.alerts.vlabinvest                                   | _gateway                |
sluis.alerts.stad-antwerpen                               | _gateway                |
sluis.alerts.stad-gent                                    | _gateway                |
sluis.alerts.integratie-inburgering                       | _gateway                |
sluis.alerts.fod-financien                                | _gateway                |
sluis.alerts.rijksregister                                | _gateway                |
sluis.alerts.fod-sociale-zekerheid                        | _gateway                |
sluis.alerts.kind-en-gezin                                | _gateway                |
sluis.alerts.vlaams-woningfonds                           | _gateway                |
sluis.alerts.ksz                                          | _gateway                |
sluis.alerts.patrimoniumdocumentatie                      | _gateway                |
sluis.alerts.div                                          | _gateway                |
sluis.alerts.zorginstelling                               | _gateway                |
sluis.alerts.verwerker-post                               | _gateway                |
sluis.alerts.verwerker-buiten-eer                         | _gateway                |
sluis.alerts.politie                                      | _gateway                |
sluis.out.woondienst-izegem.inschrijving-toewijzing       | _gateway                | dossier
sluis.out.woondienst-izegem.opvolging-huur                | _gateway                | dossier huur
sluis.out.woondienst-izegem.huurpremie                    | _gateway                | dossier
sluis.out.shm-zuid-west.inschrijving-toewijzing           | _gateway                | dossier-zuid-west
sluis.out.shm-zuid-west.opvolging-huur                    | _gateway                | dossier-zuid-west
sluis.out.shm-zuid-west.huurpremie                        | _gateway                | dossier-zuid-west
sluis.out.shm-rand.inschrijving-toewijzing                | _gateway                | dossier-rand
sluis.out.shm-rand.opvolging-huur                         | _gateway                | dossier-rand
sluis.out.shm-rand.huurpremie                             | _gateway                | dossier-rand
sluis.out.shm-antwerpen.inschrijving-toewijzing           | _gateway                |
sluis.out.shm-antwerpen.opvolging-huur                    | _gateway                |
sluis.out.shm-antwerpen.huurpremie                        | _gateway                |
sluis.out.shm-gent.inschrijving-toewijzing                | _gateway                |
sluis.out.shm-gent.opvolging-huur                         | _gateway                |
sluis.out.shm-gent.huurpremie                             | _gateway                |
sluis.out.vmsw.coordinatie-sociale-huur                   | _gateway                | vmsw
sluis.out.vmsw.statistiek-sociale-huur                    | _gateway                | vmsw-statistiek
sluis.out.vmsw.huurpremie                                 | _gateway                | vmsw
sluis.out.vmsw.huursubsidie                               | _gateway                | vmsw
sluis.out.wonen-vlaanderen.huurpremie                     | _gateway                | wonen-vlaanderen
sluis.out.wonen-vlaanderen.huursubsidie                   | _gateway                | wonen-vlaanderen
sluis.out.wonen-vlaanderen.toezicht-sociale-huur          | _gateway                | wonen-vlaanderen
sluis.out.wonen-vlaanderen.adressenbestand                | _gateway                | wonen-vlaanderen
sluis.out.wonen-vlaanderen-woonbeleid.datawarehouse-wonen | _gateway                | woonbeleid
sluis.out.ocmw-izegem.huurpremie                          | _gateway                | ocmw-izegem
sluis.out.ocmw-izegem.huursubsidie                        | _gateway                | ocmw-izegem
sluis.out.ocmw-kortrijk.huurpremie                        | _gateway                | ocmw-kortrijk
sluis.out.ocmw-kortrijk.huursubsidie                      | _gateway                | ocmw-kortrijk
sluis.out.svk-midden-west.huursubsidie                    | _gateway                | svk-midden-west
sluis.out.svk-midden-west.woninggegevens                  | _gateway                | svk-midden-west
sluis.out.wm-midden-west.inschrijving-toewijzing          | _gateway                | wm-midden-west
sluis.out.wm-midden-west.opvolging-huur                   | _gateway                | wm-midden-west
sluis.out.wm-midden-west.huurpremie                       | _gateway                | wm-midden-west
sluis.out.wm-midden-west.huursubsidie                     | _gateway                | wm-midden-west
sluis.out.leiedal.lokaal-woonbeleid                       | _gateway                | leiedal
sluis.out.vlabinvest.toewijzing-vlabinvest                | _gateway                | vlabinvest
sluis.out.stad-antwerpen.woninggegevens                   | _gateway                | stad-antwerpen
sluis.out.stad-gent.woninggegevens                        | _gateway                | stad-gent
sluis.out.integratie-inburgering.inburgering-taal         | _gateway                | integratie-inburgering
sluis.out.integratie-inburgering.inschrijving-toewijzing  | _gateway                | integratie-inburgering
sluis.out.integratie-inburgering.opvolging-huur           | _gateway                | integratie-inburgering
sluis.out.fod-financien.inschrijving-toewijzing           | _gateway                | fod-financien
sluis.out.fod-financien.opvolging-huur                    | _gateway                | fod-financien
sluis.out.rijksregister.inschrijving-toewijzing           | _gateway                | rijksregister
sluis.out.rijksregister.opvolging-huur                    | _gateway                | rijksregister
sluis.out.fod-sociale-zekerheid.inschrijving-toewijzing   | _gateway                | fod-sociale-zekerheid
sluis.out.fod-sociale-zekerheid.opvolging-huur            | _gateway                | fod-sociale-zekerheid
sluis.out.kind-en-gezin.inschrijving-toewijzing           | _gateway                | kind-en-gezin
sluis.out.kind-en-gezin.opvolging-huur                    | _gateway                | kind-en-gezin
sluis.out.verwerker-post.nieuwsbrief                      | _gateway                | verwerker-post
sluis.out.verwerker-buiten-eer.nieuwsbrief                | _gateway                | verwerker-buiten-eer
sluis.out.politie.wettelijke-verplichting                 | _gateway                | politie
sluis.out.politie.vitaal-belang                           | _gateway                | politie
sluis.out.ocmw-izegem.vitaal-belang                       | _gateway                | ocmw-izegem
sluis.out.shm-zuid-west.overdraagbaarheid                 | _gateway                | dossier-zuid-west
`;

/** `principal | consumer groups it may use`: `.x` stands for anything after the point. */
export const groupTable = `
dossier                 | dossier dossier-client dossier-server dossier.x
huur                    | huur huur-client huur-server huur.x
patrimonium             | patrimonium patrimonium-client patrimonium-server patrimonium.x
dossier-zuid-west       | dossier-zuid-west dossier-zuid-west-client dossier-zuid-west-server dossier-zuid-west.x
dossier-rand            | dossier-rand dossier-rand-client dossier-rand-server dossier-rand.x
patrimonium-antwerpen   | patrimonium-antwerpen patrimonium-antwerpen-client patrimonium-antwerpen-server patrimonium-antwerpen.x
patrimonium-gent        | patrimonium-gent patrimonium-gent-client patrimonium-gent-server patrimonium-gent.x
vmsw                    | vmsw vmsw-client vmsw-server vmsw.x
vmsw-statistiek         | vmsw-statistiek vmsw-statistiek-client vmsw-statistiek-server vmsw-statistiek.x
wonen-vlaanderen        | wonen-vlaanderen wonen-vlaanderen-client wonen-vlaanderen-server wonen-vlaanderen.x
woonbeleid              | woonbeleid woonbeleid-client woonbeleid-server woonbeleid.x
ocmw-izegem             | ocmw-izegem ocmw-izegem-client ocmw-izegem-server ocmw-izegem.x
ocmw-kortrijk           | ocmw-kortrijk ocmw-kortrijk-client ocmw-kortrijk-server ocmw-kortrijk.x
svk-midden-west         | svk-midden-west svk-midden-west-client svk-midden-west-server svk-midden-west.x
wm-midden-west          | wm-midden-west wm-midden-west-client wm-midden-west-server wm-midden-west.x
leiedal                 | leiedal leiedal-client leiedal-server leiedal.x
vlabinvest              | vlabinvest vlabinvest-client vlabinvest-server vlabinvest.x
stad-antwerpen          | stad-antwerpen stad-antwerpen-client stad-antwerpen-server stad-antwerpen.x
stad-gent               | stad-gent stad-gent-client stad-gent-server stad-gent.x
integratie-inburgering  | integratie-inburgering integratie-inburgering-client integratie-inburgering-server integratie-inburgering.x
fod-financien           | fod-financien fod-financien-client fod-financien-server fod-financien.x
rijksregister           | rijksregister rijksregister-client rijksregister-server rijksregister.x
fod-sociale-zekerheid   | fod-sociale-zekerheid fod-sociale-zekerheid-client fod-sociale-zekerheid-server fod-sociale-zekerheid.x
kind-en-gezin           | kind-en-gezin kind-en-gezin-client kind-en-gezin-server kind-en-gezin.x
vlaams-woningfonds      | vlaams-woningfonds vlaams-woningfonds-client vlaams-woningfonds-server vlaams-woningfonds.x
ksz                     | ksz ksz-client ksz-server ksz.x
patrimoniumdocumentatie | patrimoniumdocumentatie patrimoniumdocumentatie-client patrimoniumdocumentatie-server patrimoniumdocumentatie.x
div                     | div div-client div-server div.x
zorginstelling          | zorginstelling zorginstelling-client zorginstelling-server zorginstelling.x
verwerker-post          | verwerker-post verwerker-post-client verwerker-post-server verwerker-post.x
verwerker-buiten-eer    | verwerker-buiten-eer verwerker-buiten-eer-client verwerker-buiten-eer-server verwerker-buiten-eer.x
politie                 | politie politie-client politie-server politie.x
compliance              | compliance compliance-client compliance-server compliance.x
auditor                 | auditor auditor-client auditor-server auditor.x
_control                | _control _control.x
_gateway                | _gateway _gateway.x
_recorder               | _recorder _recorder.x
`;

/** Groups that nobody but a super user may use. */
export const strangeGroups = [
  'dossier-x',
  'dossierx',
  'dossier-client.x',
  'console-consumer-1',
  'sluis',
  '_gatewayx',
  '_gateway-client',
  '_provisioner.x',
  '_broker',
];

/** `transactional id | who may use it`. */
export const transactionalIdTable = `
_gateway                                 | _gateway
_gateway-_gateway-sluis.in.dossier-0     | _gateway
dossier                                  |
dossier.x                                |
leiedal                                  |
_control                                 |
_recorder                                |
anything                                 |
`;

/** May do everything, by the brokers' own settings. */
export const superUsers = ['_broker', '_provisioner'];

/** Has a certificate of the local authority and is in no register. */
export const stranger = 'onbekend';
