export {
  type Authority,
  type Issued,
  type IssueOptions,
  commonName,
  createAuthority,
  expiresAt,
  openAuthority,
} from './authority';
