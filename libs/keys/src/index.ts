export { openKeys, type GatewayKeys, type KeyRing } from './key-ring';
export { openTokenKeys, type TokenKeyFile, type TokenKeys } from './token-keys';
export { KeyUnavailable } from './key-unavailable';
export { generateKeys, type GeneratedKeys } from './generate';
export { signJws, verifyJws, SignatureInvalid, type Jwk } from './signatures';
