import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readProtocols } from '#protocols';
import { Ajv2020 } from 'ajv/dist/2020';
import { parse } from 'yaml';
import { editorSchemas } from './editor-schemas';
import { registerWithCase, secrets } from '../../../test/support/register-with-case';

// The whole register is read and compiled: on a machine that is busy that takes a while.

/** The real YAML language server, as an editor starts it, on a file that stands among the register's. */
class Editor {
  private readonly server: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, (result: unknown) => void>();
  private readonly published: ((uri: string, messages: string[]) => void)[] = [];
  private received = Buffer.alloc(0);
  private next = 1;

  constructor() {
    const bin = resolve('node_modules/yaml-language-server/bin/yaml-language-server');
    this.server = spawn(process.execPath, [bin, '--stdio'], { stdio: 'pipe' });
    this.server.stdout.on('data', (chunk: Buffer) => this.take(chunk));
  }

  async open(): Promise<void> {
    await this.ask('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    this.tell('initialized', {});
    this.tell('workspace/didChangeConfiguration', {
      settings: { yaml: { completion: true, hover: true, validate: true, schemaStore: { enable: false } } },
    });
  }

  /** Shows a file; answers what is wrong with it once the server says so. */
  show(path: string, text: string): Promise<string[]> {
    const uri = pathToFileURL(resolve(path)).href;
    const faults = new Promise<string[]>((settle) =>
      this.published.push((of, messages) => {
        if (of === uri) settle(messages);
      }),
    );
    this.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    return faults;
  }

  async complete(path: string, line: number, character: number): Promise<string[]> {
    const answer = (await this.ask('textDocument/completion', at(path, line, character))) as {
      items: { label: string }[];
    };
    return answer.items.map(({ label }) => label);
  }

  async hover(path: string, line: number, character: number): Promise<string> {
    return JSON.stringify(await this.ask('textDocument/hover', at(path, line, character)));
  }

  close(): void {
    this.server.kill();
  }

  private ask(method: string, params: unknown): Promise<unknown> {
    const id = this.next++;
    const answer = new Promise((settle) => this.waiting.set(id, settle));
    this.write({ id, method, params });
    return answer;
  }

  private tell(method: string, params: unknown): void {
    this.write({ method, params });
  }

  private write(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  private take(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const head = /^Content-Length: (\d+)\r\n(?:[^\r]+\r\n)*\r\n/.exec(this.received.toString('latin1'));
      const end = head === null ? 0 : head[0].length + Number(head[1]);
      if (head === null || this.received.length < end) return;
      const message = JSON.parse(this.received.subarray(head[0].length, end).toString()) as Message;
      this.received = this.received.subarray(end);
      if (message.method === 'textDocument/publishDiagnostics') {
        const { uri, diagnostics } = message.params as { uri: string; diagnostics: { message: string }[] };
        for (const hear of this.published)
          hear(
            uri,
            diagnostics.map((each) => each.message),
          );
      } else if (message.method !== undefined && message.id !== undefined) {
        // The server asks for settings of its own; it has them all.
        this.write({
          id: message.id,
          result: message.method === 'workspace/configuration' ? [{}, {}, {}, {}, {}] : null,
        });
      } else if (message.id !== undefined) {
        this.waiting.get(message.id)?.(message.result);
        this.waiting.delete(message.id);
      }
    }
  }
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

function at(path: string, line: number, character: number) {
  return { textDocument: { uri: pathToFileURL(resolve(path)).href }, position: { line, character } };
}

const instrument = `# yaml-language-server: $schema=../schemas/instruments.json
id: proef
kind: protocol
authority: partijen
title: { nl: Proef }
sure: assumed
versions:
  - permissions:
      - provider: { role: shm }
        recipient: 
        purpose: 
        categories: [kandidaat-huurder]
        fields:
          persoon.insz: { duty: suppress }
          
`;

describe('an editor that knows YAML', () => {
  const editor = new Editor();
  const path = 'protocols/instruments/proef.yaml';
  let faults: string[];

  beforeAll(async () => {
    await editor.open();
    faults = await editor.show(path, instrument);
  }, 60_000);
  afterAll(() => editor.close());

  it('offers the participants of the register behind `recipient: `, and its purposes behind `purpose: `', async () => {
    expect(await editor.complete(path, 9, 19)).toEqual(expect.arrayContaining(['vlabinvest', 'leiedal', 'vmsw']));
    const purposes = await editor.complete(path, 10, 17);
    expect(purposes).toContain('lokaal-woonbeleid');
    expect(purposes).not.toContain('leiedal');
  });

  it('offers the fields of the catalogue, and duties with its classes', async () => {
    expect(await editor.complete(path, 14, 10)).toEqual(
      expect.arrayContaining(['persoon.naam', 'gezin.leden[].insz', 'persoon.hoofdverblijfplaats.*']),
    );
    expect(await editor.complete(path, 13, 35)).toEqual(expect.arrayContaining(['generalise:leeftijdsklasse']));
  });

  it('explains a field and a key where the pointer stands', async () => {
    expect(await editor.hover(path, 13, 12)).toContain('Identificatienummer van de sociale zekerheid');
    expect(await editor.hover(path, 3, 3)).toContain('Instantie uit');
    expect(await editor.hover(path, 11, 12)).toContain('Over wie');
  });

  it('marks what is not filled in, and a name that the register does not know', async () => {
    expect(faults.length).toBeGreaterThan(0);
    const wrong = instrument.replace('recipient: ', 'recipient: leidal').replace('purpose: ', 'purpose: huurpremie');
    expect(await editor.show('protocols/instruments/proef-2.yaml', wrong)).toEqual([
      expect.stringContaining('Value is not accepted') as string,
    ]);
  });

  it('finds nothing wrong with the files of the register', async () => {
    for (const name of ['instruments/rr-2012-19', 'instruments/vtc-2015-9', 'participants/vmsw', 'fields/velden']) {
      const text = (await readProtocols('protocols')).get(`${name}.yaml`)!;
      expect({ name, faults: await editor.show(join('protocols', `${name}.yaml`), text) }).toEqual({
        name,
        faults: [],
      });
    }
  });
});

describe('the schemas for editors', () => {
  it('accept every file of the register, and name no case', async () => {
    const files = await readProtocols('protocols');
    const schemas = editorSchemas(registerWithCase(files));
    const ajv = new Ajv2020({ strict: false, formats: { date: true } });
    const validators = new Map([...schemas].map(([name, text]) => [name, ajv.compile(JSON.parse(text) as object)]));
    let seen = 0;
    for (const [path, text] of files) {
      const validate = validators.get(`${path.replace(/\.yaml$/, '').split('/')[0]}.json`);
      if (validate === undefined) continue;
      seen++;
      validate(parse(text, { schema: 'core' }));
      expect({ path, errors: validate.errors ?? [] }).toEqual({ path, errors: [] });
    }
    expect(seen).toBeGreaterThan(80);
    for (const text of schemas.values()) for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
