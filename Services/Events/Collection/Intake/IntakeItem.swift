/// One event of a request, and what is to be done with it.
package enum IntakeItem: Hashable, Sendable {
    /// To be appended unless its ``CollectedEvent/duplicateKey`` is known.
    case accepted(CollectedEvent)
    /// To be kept among the dead letters (``Intake/deadLetter(for:because:)``).
    case rejected(Rejection)
    /// To be forgotten.
    case dropped(DropReason)
}
