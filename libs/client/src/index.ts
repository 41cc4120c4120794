export { SluisClientModule, sslFrom, type SluisClientOptions } from './module';
export { SluisClient, type ExchangeOptions } from './sluis-client';
export type { ExchangeQuestion } from './request';
export { explain, type Answer, type Denial, type Permit } from './answer';
export { SluisFault, faultCodes, type FaultCode } from './fault';
