/// A step on its way to the disk, with what follows, and who waits for it.
struct QueuedStep: Sendable {
    let write: StepWrite
    let effects: StepEffects
    let waiter: CheckedContinuation<StepResult, any Error>?
}
