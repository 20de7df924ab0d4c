export interface LockFormProps {
  /** `isDone`: the lock is another one now. */
  readonly onEnd: (isDone: boolean) => void;
}
