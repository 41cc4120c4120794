export { readProtocols, ProtocolsUnreadable } from './read';
