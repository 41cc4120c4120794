export type {
  Catalogue,
  CatalogueNode,
  Field,
  FieldType,
  Generalisation,
  LeafNode,
  ListNode,
  ObjectNode,
} from './catalogue';
export type { CompiledRegister, Instrument, Participant, Permission, Purpose, System, Territory } from './compiled';
