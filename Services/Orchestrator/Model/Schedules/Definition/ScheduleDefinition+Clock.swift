import MeshCore

extension ScheduleDefinition {
    /// Holds the definition against the moment of a request: what was right when it was written stays so later.
    ///
    /// - Throws: ``SchedulerError/validation(_:)``.
    func checkStart(at now: Timestamp) throws(SchedulerError) {
        guard let start, !expression.isOneTime, start < now - .seconds(300) else { return }
        throw .validation("The StartDate you specify cannot be earlier than 5 minutes ago.")
    }
}
