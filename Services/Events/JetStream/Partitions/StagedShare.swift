import EventLog

/// What is staged of a caller's work, and told once it is stored.
struct StagedShare {
    let pending: PendingAppend
    /// What will have become of more of its records.
    var outcomes: [AppendOutcome] = []
    /// The answer when all of its work is in it.
    var answer: AppendAnswer?

    /// It is stored.
    func settle() {
        pending.outcomes += outcomes
        if let answer { pending.end(.success(answer)) }
    }
}
