import { settingsFrom } from './settings';

describe('settings', () => {
  it('takes the ports that are documented, unless told otherwise', async () => {
    const { ports } = await settingsFrom({}, '/repository');
    expect(ports).toEqual({
      partner: 9093,
      inside: 9094,
      controller: 9095,
      postgres: 54329,
      control: 8080,
      gateway: 8081,
      provisioner: 8082,
      recorder: 8083,
      identity: 8084,
    });
    const other = await settingsFrom({ SLUIS_PORTS: 'partner=19093, control=18080' }, '/repository');
    expect(other.ports).toMatchObject({ partner: 19093, control: 18080, inside: 9094 });
  });

  it.each(['partner', 'partner=0', 'partner=70000', 'nobody=1', 'partner=1=2', 'partner=abc'])(
    'refuses `SLUIS_PORTS` `%s`, naming it',
    async (text) => {
      await expect(settingsFrom({ SLUIS_PORTS: text }, '/repository')).rejects.toMatchObject({
        code: 'settings-wrong',
        message: expect.stringContaining(`\`${text}\``) as string,
      });
    },
  );

  it('refuses one port for two things', async () => {
    await expect(settingsFrom({ SLUIS_PORTS: 'partner=8080' }, '/repository')).rejects.toMatchObject({
      code: 'settings-wrong',
    });
  });

  it('uses the Kafka and the PostgreSQL that it is given', async () => {
    const given = { KAFKA_BROKERS: 'kafka:9092', KAFKA_SSL_CA: '/ca.pem', DATABASE_URL: 'postgres://db/sluis' };
    const settings = await settingsFrom(given, '/repository');
    expect(settings.existingKafka).toEqual({ KAFKA_BROKERS: 'kafka:9092', KAFKA_SSL_CA: '/ca.pem' });
    expect(settings.existingDatabase).toBe('postgres://db/sluis');
    const own = await settingsFrom({ KAFKA_BROKERS: '', DATABASE_URL: '' }, '/repository');
    expect(own.existingKafka).toBeUndefined();
    expect(own.existingDatabase).toBeUndefined();
  });

  it('demonstrates itself on what is its own only, and unless told not to', async () => {
    const demonstrates = async (given: Record<string, string>) =>
      (await settingsFrom(given, '/repository')).demonstrates;
    expect(await demonstrates({})).toBe(true);
    expect(await demonstrates({ SLUIS_DEMO: 'off' })).toBe(false);
    expect(await demonstrates({ SLUIS_MODE: 'operational' })).toBe(false);
    expect(await demonstrates({ KAFKA_BROKERS: 'kafka:9092' })).toBe(false);
    expect(await demonstrates({ DATABASE_URL: 'postgres://db/sluis' })).toBe(false);
    await expect(demonstrates({ SLUIS_DEMO: 'maybe' })).rejects.toMatchObject({ code: 'settings-wrong' });
  });
});
