/**
 * The walls of docs/architecture.md. Every rule has a fixture under test/boundaries/fixtures/<rule>/ that it must catch;
 * test/boundaries/boundaries.spec.ts fails for a rule without one.
 */

const pure = 'contract|register|explain|analysis|envelope|decision|transform|exchange|ledger';
const stages = 'envelope|decision|transform';
const adapters = 'kafka|postgres|keys|telemetry|certificates|protocols';

/** Code that ships: not the tests beside it. */
const shipped = (folder) => ({ path: folder, pathNot: '\\.(spec|bench)\\.ts$' });
const lib = (names) => `^libs/(${names})/`;
/** Any library but these. */
const libBut = (names) => `^libs/(?!(${names})/)[^/]+/`;
const npm = (names) => `(^|/)node_modules/(${names})/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or a third is missing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-libs-touch-nothing',
      comment:
        'A decision is a function: no file, socket, process or clock of the machine. Hashing and bytes are arithmetic.',
      severity: 'error',
      from: shipped(lib(pure)),
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer)$' },
    },
    {
      name: 'deciding-libs-have-no-packages',
      comment: 'What decides about people is code that we can read: nothing from a registry in it.',
      severity: 'error',
      from: shipped(lib(pure.replace('register|', ''))),
      to: { path: '(^|/)node_modules/' },
    },
    {
      name: 'register-only-parses',
      comment: 'Register files are YAML held to a JSON Schema; for that, and nothing else, it uses packages.',
      severity: 'error',
      from: shipped(lib('register')),
      to: { path: '(^|/)node_modules/', pathNot: npm('yaml|ajv|ajv-i18n') },
    },
    {
      name: 'contract-knows-nobody',
      comment: 'The words at the edge depend on nothing, so that a client can take them alone.',
      severity: 'error',
      from: { path: lib('contract') },
      to: { path: libBut('contract') },
    },
    {
      name: 'register-knows-the-contract-only',
      comment: 'The compiled register is data; it knows no stage that reads it.',
      severity: 'error',
      from: shipped(lib('register')),
      to: { path: libBut('contract|register') },
    },
    {
      name: 'stages-know-no-stage',
      comment: 'envelope, decision and transform are joined by exchange alone; each is read and tested by itself.',
      severity: 'error',
      from: shipped(`^libs/(${stages})/`),
      to: { path: libBut('contract|register|$1') },
    },
    {
      name: 'analysis-asks-the-decider',
      comment: 'Questions about the whole register are answered with the decider’s own rules; no stage waits for them.',
      severity: 'error',
      from: shipped(lib('analysis')),
      to: { path: libBut('contract|register|decision|analysis') },
    },
    {
      name: 'exchange-joins-stages-only',
      comment: 'exchange calls the stages and its own ports, never an adapter behind a port.',
      severity: 'error',
      from: shipped(lib('exchange')),
      to: { path: libBut(`contract|register|exchange|${stages}`) },
    },
    {
      name: 'explain-only-tells',
      comment:
        'It puts registers and answers into words; of the decider it knows the shape of an answer and runs nothing.',
      severity: 'error',
      from: shipped(lib('explain')),
      to: { path: libBut('contract|register|explain'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'ledger-stands-alone',
      comment: 'An outsider verifies with it, and trusts nothing else of ours.',
      severity: 'error',
      from: shipped(lib('ledger')),
      to: { path: libBut('ledger') },
    },
    {
      name: 'adapters-know-no-adapter',
      comment: 'One outside thing each, behind the ports of exchange; apps put them together.',
      severity: 'error',
      from: shipped(`^libs/(${adapters})/`),
      to: { path: libBut('contract|register|exchange|$1') },
    },
    {
      name: 'client-takes-the-contract-only',
      comment: 'Other people’s programs import it: it must not drag the gateway along.',
      severity: 'error',
      from: shipped(lib('client')),
      to: { path: libBut('contract|client') },
    },
    {
      name: 'nest-lives-in-apps',
      comment: 'Libraries are plain TypeScript. libs/client is the exception, since it is a Nest module.',
      severity: 'error',
      from: shipped(libBut('client')),
      to: { path: npm('@nestjs') },
    },
    {
      name: 'libs-know-no-app',
      comment: 'Apps compose libraries, not the other way round.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-know-no-app',
      comment: 'Apps speak over Kafka and HTTP, so that each can be replaced and run alone.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'control-sees-no-payload',
      comment: 'What serves the web has no code that could read an exchange, and no pseudonym key.',
      severity: 'error',
      from: shipped('^apps/control/'),
      to: { path: lib('envelope|transform|exchange') },
    },
    {
      name: 'console-knows-addresses-only',
      comment:
        'What runs in a browser asks control over HTTP. It takes the words of the contract, and types of what control sends.',
      severity: 'error',
      from: { path: '^apps/console/', pathNot: '\\.spec\\.ts$' },
      to: { path: libBut('contract'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'recorder-sees-no-payload',
      comment: 'What keeps the evidence reads decisions: no code that could read an exchange, and none that judges.',
      severity: 'error',
      from: shipped('^apps/recorder/'),
      to: { path: lib('envelope|decision|transform|exchange|keys|certificates') },
    },
    {
      name: 'gateway-needs-kafka-only',
      comment: 'Exchanges go on while PostgreSQL is down, and the gateway holds no authority’s key.',
      severity: 'error',
      from: shipped('^apps/gateway/'),
      to: { path: `${lib('postgres|certificates')}|${npm('pg|typeorm|@nestjs/typeorm')}` },
    },
    {
      name: 'libs-by-name',
      comment: 'A library is imported as #name: its index.ts is what it promises.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: '^libs/$1/', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'apps-take-libs-by-name',
      comment: 'As libs-by-name, for what is outside libs.',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: { path: '^libs/', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'ships-no-test-code',
      comment: 'Test code builds people and keys; none of it may reach an image.',
      severity: 'error',
      from: shipped('^(apps|libs)/'),
      to: { path: '^test/|\\.(spec|bench)\\.ts$' },
    },
    {
      name: 'ships-no-dev-dependency',
      comment: 'An image installs without development packages.',
      severity: 'error',
      // The console is bundled: what it is made of ships inside the bundle.
      from: { path: '^(apps|libs)/', pathNot: '^apps/console/|\\.(spec|bench)\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
    },
    {
      name: 'resolves',
      comment: 'An import that nothing answers breaks at run time, or arrives by accident of another package.',
      severity: 'error',
      from: {},
      // React Aria names sources under our condition `source` and does not ship them; compiler and bundler go on to the next.
      to: { couldNotResolve: true, pathNot: '^react-aria-components/' },
    },
    {
      name: 'declared-packages',
      comment: 'A package that package.json does not name comes and goes with somebody else’s update.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.sluis)/|^test/boundaries/fixtures/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['source', 'node', 'require', 'import', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
};
