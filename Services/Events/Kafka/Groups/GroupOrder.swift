import KafkaProtocol

/// What is to be done after a group has been told something.
enum GroupOrder: Hashable, Sendable {
    case answerJoin(WaiterID, JoinGroupResponse)
    case answerSync(WaiterID, SyncGroupResponse)
    /// The next generation is to be had from the log, which from then on takes no commits of earlier ones; the group is told
    /// by `generationBegan` or `generationFailed`.
    case beginGeneration
}
