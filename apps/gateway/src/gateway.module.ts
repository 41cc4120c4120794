import { Module, type DynamicModule } from '@nestjs/common';
import { GatewayState } from './gateway-state';
import { ExchangeController } from './ingress/exchange.controller';

/** What the gateway is made of: the one controller that judges, and the state it judges with. `main.ts` composes the rest. */
@Module({})
export class GatewayModule {
  static with(state: GatewayState): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [ExchangeController],
      providers: [{ provide: GatewayState, useValue: state }],
    };
  }
}
