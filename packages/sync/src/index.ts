export {
  type Backup,
  backupSchema,
  formatBackup,
  openBackup,
  readBackup,
  restoreBackup,
} from "./backup-file.ts";
export type { NotMet } from "./mail-channel.ts";
export type { Host, Newcomer, NotPaired } from "./pairing.ts";
export { hostPairing, isPairingSecret, joinPairing, newPairingSecret } from "./pairing.ts";
export type { Health, Notice, QueueAnswer } from "./protocol.ts";
export { feedPath, healthPath } from "./protocol.ts";
export type { Fields, Kept } from "./registers.ts";
export { shownValue } from "./registers.ts";
export type { Answer, RelayRequest, RelayTrouble, Transport } from "./relay-client.ts";
export type { Member } from "./roster.ts";
export { maxMembers, maxNameLength } from "./roster.ts";
export { argon2 } from "./seal/argon2.ts";
export { base64urlFromBytes, bytesFromBase64url } from "./seal/base64url.ts";
export { feedTextLength } from "./seal/feed.ts";
export type {
  Argon2,
  Argon2Parameters,
  Lock,
  LockEnvironment,
  LockOpener,
  LockSlot,
  OpenedLock,
  SlotSecret,
} from "./seal/lock.ts";
export {
  calibratedParameters,
  createLock,
  defaultParameters,
  lockFromJson,
  openLock,
} from "./seal/lock.ts";
export { offeredPassphrase, passphraseLeast, passphraseProblem } from "./seal/passphrase.ts";
export type { PushEnvironment, PushKeys, PushSubtle } from "./seal/push.ts";
export { sealNotice } from "./seal/push.ts";
export type {
  OpenedRecord,
  RecordKeys,
  SealEnvironment,
  SealedRecord,
  Subtle,
  Unopenable,
} from "./seal/record.ts";
export {
  createRecordKeys,
  openRecord,
  recordFormatVersion,
  recordIdFromName,
  sealRecord,
} from "./seal/record.ts";
export type { Bytes, DeviceId, Suite, VaultId } from "./seal/suite.ts";
export { createSuite } from "./seal/suite-webcrypto.ts";
export { entropyFromWords, fourWords, wordsFromEntropy } from "./seal/words.ts";
export type { FeedKeys } from "./share/feed.ts";
export { feedAt, leaveFeed, makeFeedKeys, sealFeed } from "./share/feed.ts";
export type { GrantKeys, ReaderKey } from "./share/grant.ts";
export { isSignedScope, makeGrantKeys, signScope } from "./share/grant.ts";
export type { Accepted, Offer, SharingGuest, SharingHost } from "./share/inviting.ts";
export { hostSharing, isShareSecret, joinSharing, newShareSecret } from "./share/inviting.ts";
export type { KeptLetter, LetterContent, ReaderDevice, Taking } from "./share/letter.ts";
export { blankLetter, openLetter, sealLetter, takeLetter } from "./share/letter.ts";
export type { LetterAnswer, Letterbox } from "./share/letterbox.ts";
export { letterboxAt, readLetterbox } from "./share/letterbox.ts";
export type { Left, MakeLetterbox, NextLetter } from "./share/publishing.ts";
export { leaveNotices, publishLetters } from "./share/publishing.ts";
export type { Queue } from "./share/queue.ts";
export { queueAt, readPushKey } from "./share/queue.ts";
export { leaveReply, openReply, sealReply } from "./share/reply.ts";
export type { NoticeSubscription, Reply, ReplyRhythm } from "./share/reply-content.ts";
export type { WriteKey } from "./share/write-key.ts";
export { makeWriteKey, writeKeyPublic } from "./share/write-key.ts";
export type { Compression } from "./snapshot.ts";
export { bytesFromState, stateOfReplica } from "./snapshot-state.ts";
export type { DeviceView, Vault } from "./vault.ts";
export type { NotRecovered, Recovered } from "./vault-birth.ts";
export { foundVault, openVault, recoverVault } from "./vault-birth.ts";
export type { Changed } from "./vault-changes.ts";
export type { Stop, VaultStore, VaultWorld } from "./vault-core.ts";
export { isVaultRecord } from "./vault-records.ts";
export type { Synced } from "./vault-rounds.ts";
export type { Edit } from "./waiting.ts";
