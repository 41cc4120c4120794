import { Controller, Logger } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { clockAt, type IngressMessage, type ReasonCode } from '#contract';
import { AnswerForgotten, exchangeBatch, type BatchOutcome, type SeenLookup } from '#exchange';
import { faultName } from '#kafka';
import { GatewayState } from '../gateway-state';

/** Pattern of the one handler: batches of every ingress topic. */
export const ingressPattern = 'sluis.in.*';

export interface JudgeCommand {
  readonly messages: readonly IngressMessage[];
  readonly seen: SeenLookup;
  readonly verdicts: ReadonlyMap<string, ReasonCode>;
}

/** Answers as values: an exception would be logged by the framework, with a text that may quote the input. */
export type Judgement =
  | { readonly kind: 'judged'; readonly outcome: BatchOutcome }
  | { readonly kind: 'forgotten'; readonly offsets: readonly number[] }
  | { readonly kind: 'failed' };

/** Judges batches with what the gateway knows at this moment: one register, one set of facts, one clock reading a batch. */
@Controller()
export class ExchangeController {
  private readonly logger = new Logger(ExchangeController.name);

  constructor(private readonly state: GatewayState) {}

  @MessagePattern(ingressPattern)
  async judge(@Payload() { messages, seen, verdicts }: JudgeCommand): Promise<Judgement> {
    try {
      return {
        kind: 'judged',
        outcome: await exchangeBatch(messages, this.state.context(clockAt(Date.now()), seen), verdicts),
      };
    } catch (error) {
      if (error instanceof AnswerForgotten) return { kind: 'forgotten', offsets: error.offsets };
      this.logger.error(`a batch could not be judged: ${faultName(error)} at ${place(error)}`);
      return { kind: 'failed' };
    }
  }
}

/** Where in our own code a fault arose, without its text. */
function place(error: unknown): string {
  const line = error instanceof Error ? error.stack?.split('\n').find((one) => /^\s+at /.test(one)) : undefined;
  return line?.replace(/^\s+at /, '').replace(/\(?\/.*\/(dist\/)/, '($1') ?? 'an unknown place';
}
