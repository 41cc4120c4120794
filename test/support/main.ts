import { startCluster, startPostgres } from './cluster';

/**
 * Holds a broker and a database open for a developer: prints the settings as lines that a shell can `source`, and
 * stops on Ctrl-C. `npx node dist/test/support/main.js [principal] [--brokers 3] [--no-tls]`
 */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const principal = (args.find((arg) => arg.startsWith('_')) ?? '_provisioner') as '_provisioner';
  const brokers = args[args.indexOf('--brokers') + 1] === '3' && args.includes('--brokers') ? 3 : 1;
  const [cluster, postgres] = await Promise.all([
    startCluster({ brokers, insideTls: !args.includes('--no-tls') }),
    startPostgres(),
  ]);
  const settings = {
    ...cluster.env(principal),
    DATABASE_URL: postgres.url,
    SLUIS_CA_DIR: cluster.caDir,
    SLUIS_TEST_DIR: cluster.dir,
  };
  for (const [name, value] of Object.entries(settings)) process.stdout.write(`export ${name}='${value}'\n`);
  for (const [name, value] of Object.entries(cluster.passwords))
    process.stdout.write(`# password of ${name}: ${value}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    // Signal handlers don't keep a process alive.
    setInterval(() => undefined, 60_000);
  });
  await Promise.all([cluster.stop(), postgres.stop()]);
  process.exit(0);
}

main().catch((fault: Error) => {
  process.stderr.write(`${fault.message}\n`);
  process.exit(1);
});
