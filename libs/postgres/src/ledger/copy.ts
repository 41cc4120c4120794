import type { Connection, Submittable } from 'pg';
import type { EntityManager } from 'typeorm';

/** Rows in PostgreSQL's binary COPY format, in one buffer that is used again for the next batch. */
export class CopyRows {
  private bytes = Buffer.allocUnsafe(1 << 20);
  private end = 0;

  /** Begins anew. What was taken before must have been sent. */
  clear(): void {
    this.bytes.set(signature);
    this.end = signature.length;
  }

  row(columns: number): void {
    this.room(2);
    this.end = this.bytes.writeInt16BE(columns, this.end);
  }

  int2(value: number): void {
    this.room(6);
    this.end = this.bytes.writeInt32BE(2, this.end);
    this.end = this.bytes.writeInt16BE(value, this.end);
  }

  int4(value: number): void {
    this.room(8);
    this.end = this.bytes.writeInt32BE(4, this.end);
    this.end = this.bytes.writeInt32BE(value, this.end);
  }

  /** Any whole number that JavaScript counts exactly. */
  int8(value: number): void {
    this.room(12);
    this.end = this.bytes.writeInt32BE(8, this.end);
    this.end = this.bytes.writeInt32BE(Math.floor(value / 2 ** 32), this.end);
    this.end = this.bytes.writeInt32BE(value | 0, this.end);
  }

  /** A `timestamptz` of milliseconds since 1970; PostgreSQL counts microseconds since 2000. */
  time(ms: number): void {
    this.int8((ms - epochMs) * 1_000);
  }

  text(value: string): void {
    this.room(4 + value.length * 3);
    const length = this.bytes.write(value, this.end + 4);
    this.end = this.bytes.writeInt32BE(length, this.end) + length;
  }

  /** Bytes of a `bytea`, or of a text that is UTF-8 already. */
  data(value: Uint8Array): void {
    this.room(4 + value.length);
    this.end = this.bytes.writeInt32BE(value.length, this.end);
    this.bytes.set(value, this.end);
    this.end += value.length;
  }

  /** All rows so far and the trailer; a view that the next `clear` ends. */
  taken(): Buffer {
    this.room(2);
    this.end = this.bytes.writeInt16BE(-1, this.end);
    return this.bytes.subarray(0, this.end);
  }

  private room(more: number): void {
    if (this.end + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.end + more));
    this.bytes.copy(larger, 0, 0, this.end);
    this.bytes = larger;
  }
}

const signature = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const epochMs = Date.UTC(2000, 0);

/** `COPY … FROM STDIN (FORMAT binary)` within the transaction of `entities`: half the work of an INSERT on both sides. */
export async function copyInto(entities: EntityManager, into: string, rows: Buffer): Promise<void> {
  const client = (await entities.queryRunner!.connect()) as Pick<import('pg').ClientBase, 'query'>;
  await new Promise<void>((resolve, reject) => {
    client.query(
      new CopyIn(`COPY ${into} FROM STDIN (FORMAT binary)`, rows, (fault) =>
        fault === undefined ? resolve() : reject(fault),
      ),
    );
  });
}

/** What the driver is handed as a query; it calls these as the server answers. */
class CopyIn implements Submittable {
  private fault: Error | undefined;

  constructor(
    private readonly text: string,
    private readonly rows: Buffer,
    // The driver wraps it for its timeout, and may call it with null.
    public callback: (fault?: Error) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query(this.text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(this.rows);
    connection.endCopyFrom();
  }

  handleError(fault: Error): void {
    this.fault = fault;
    this.callback(fault);
  }

  handleReadyForQuery(): void {
    if (this.fault === undefined) this.callback();
  }

  handleCommandComplete(): void {}
}

interface CopyConnection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}
