import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { decodeEntry, leafHash, noteVerifier, openCheckpoint, verifyInclusion } from '#ledger';
import { LedgerReader } from '#postgres';
import { Database } from '../../apps/control/src/database';
import type { Officer } from '../../apps/control/src/access/officer';
import { DecisionsController } from '../../apps/control/src/ledger/decisions.controller';
import type { EntryProof } from '../../apps/control/src/ledger/proof';
import { SeenDecisions } from '../../apps/control/src/ledger/seen-decisions';
import { Whose } from '../../apps/control/src/register/whose';

const warmUp = 50;

/**
 * 99th percentile in milliseconds of a proof served over HTTP, as control serves it but for the look at the caller's token:
 * from sending the request to having read the answer. Every proof is verified.
 */
export async function proofTime(
  source: DataSource,
  verifierKey: string,
  decisionIds: readonly string[],
): Promise<number> {
  const verifier = noteVerifier(verifierKey)!;
  const app = await serve(source);
  try {
    const url = await app.getUrl();
    const times: number[] = [];
    for (const id of [...decisionIds.slice(0, warmUp), ...decisionIds]) {
      const began = performance.now();
      const answer = await fetch(`${url}/ledger/proof/${id}`);
      const proof = (await answer.json()) as EntryProof;
      times.push(performance.now() - began);
      const entry = Buffer.from(proof.entry);
      const checkpoint = openCheckpoint(proof.checkpoint, verifier);
      const path = proof.proof.map((hash) => Buffer.from(hash, 'base64'));
      const { index, size } = proof;
      if (
        decodeEntry(entry)?.decisionId !== id ||
        checkpoint?.size !== size ||
        !verifyInclusion(leafHash(entry), index, size, path, checkpoint.root)
      ) {
        throw new Error(`the proof of entry ${index} does not verify`);
      }
    }
    const counted = times.slice(warmUp).sort((a, b) => a - b);
    return Math.round(counted[Math.floor(counted.length * 0.99)]! * 100) / 100;
  } finally {
    await app.close();
  }
}

/** Control's own controller behind its own server. */
async function serve(source: DataSource): Promise<NestFastifyApplication> {
  class Proofs {}
  const database: Pick<Database, 'ledger'> = { ledger: new LedgerReader(source) };
  // Whose a decision is needs no look for an auditor of all participants.
  const providers = [{ provide: Database, useValue: database }, { provide: Whose, useValue: {} }, SeenDecisions];
  Module({ controllers: [DecisionsController], providers })(Proofs);
  const app = await NestFactory.create<NestFastifyApplication>(Proofs, new FastifyAdapter(), {
    logger: ['fatal', 'error'],
    abortOnError: false,
  });
  const grants = [{ role: 'auditor', participant: null }] as const;
  const officer: Officer = { subject: 'auditor', name: 'auditor', grants, person: false };
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', async (request) => void Object.assign(request, { officer }));
  await app.listen(0, '127.0.0.1');
  return app;
}
