import { randomUUID } from 'node:crypto';
import { eventTypes } from '#contract';
import { readJson } from './input';
import { CommandFault, exitCodes } from './outcome';

/** A request as a file: `{ "system": "dossier", "headers": { "ce_recipient": … }, "value": … }`. */
export interface RequestFile {
  readonly system: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it goes on the wire. */
  readonly value: string;
}

/**
 * Reads a request. What every request has is added where the file leaves it out: `ce_specversion`, a fresh `ce_id`,
 * `ce_source`, `ce_type`, the content type. Nothing else is checked here: judging it is the gateway's work.
 */
export function readRequest(file: string, system: string | undefined): RequestFile {
  const content = readJson(file);
  const refuse = (why: string): never => {
    throw new CommandFault(exitCodes.usage, `\`${file}\` is no request: ${why}`);
  };
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return refuse('it must be a JSON object');
  const { headers = {}, value, system: named, ...more } = content as Record<string, unknown>;
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) refuse('it may hold `system`, `headers` and `value` only');
  if (value === undefined) refuse('it has no `value`');
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers))
    return refuse('its `headers` must be an object');
  for (const [name, text] of Object.entries(headers)) {
    if (typeof text !== 'string') refuse(`its header \`${name}\` must be text`);
  }
  const sender = system ?? named;
  if (typeof sender !== 'string') return refuse('it names no `system`; add it, or give `--system`');
  const given = headers as Record<string, string>;
  const isStructured = Object.keys(given).every((name) => !name.startsWith('ce_')) && isEvent(value);
  return {
    system: sender,
    headers: isStructured ? given : { ...usual(sender), ...given },
    value: typeof value === 'string' ? value : JSON.stringify(value),
  };
}

function usual(system: string): Record<string, string> {
  return {
    ce_specversion: '1.0',
    ce_id: randomUUID(),
    ce_source: `/${system}/cli`,
    ce_type: eventTypes.exchangeRequested,
    'content-type': 'application/json',
  };
}

function isEvent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'specversion' in value;
}
