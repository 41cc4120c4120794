import { Problem } from './problem';
import { reached } from './reached';

const withCode = (code: string): Error => Object.assign(new Error('a message that may quote a row'), { code });

describe('reached', () => {
  it.each([
    ['nobody listens', withCode('ECONNREFUSED')],
    ['the connection ended', new Error('Connection terminated unexpectedly')],
    ['the server shuts down', withCode('57P01')],
    ['two acts were in each other’s way', withCode('40001')],
    ['two acts made the same row', withCode('23505')],
  ])('says that PostgreSQL does not answer where %s', async (_, fault) => {
    const told: unknown = await reached(Promise.reject(fault)).catch((thrown: unknown) => thrown);
    expect(told).toBeInstanceOf(Problem);
    expect((told as Problem).getStatus()).toBe(503);
    expect((told as Problem).detail).not.toContain('quote');
  });

  it.each([
    ['a number too large for its column', withCode('22003')],
    ['a question that makes no sense', withCode('42601')],
    ['a row that breaks a rule of its table', withCode('23514')],
    ['a fault of the code', new TypeError('undefined is not a function')],
    ['an answer to the caller', new Problem(404, 'there is no such case')],
  ])('passes on %s', async (_, fault) => {
    await expect(reached(Promise.reject(fault))).rejects.toBe(fault);
  });
});
