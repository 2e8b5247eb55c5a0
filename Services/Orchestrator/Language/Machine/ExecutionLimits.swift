/// What an execution may use.
package struct ExecutionLimits: Hashable, Sendable {
    /// How long an input, an output or a result may be, in bytes of UTF-8.
    package var payloadBytes: Int?
    /// The id of the last event that a history may have: where it would come, the execution fails instead.
    package var eventCount: Int64?
    /// How many states one call of ``ExecutionMachine/handle(_:at:randomness:)`` goes through before it asks to be called
    /// again: without a bound, a loop without a wait would never come back.
    package var statesPerCall: Int

    package init(payloadBytes: Int?, eventCount: Int64?, statesPerCall: Int = 256) {
        self.payloadBytes = payloadBytes
        self.eventCount = eventCount
        self.statesPerCall = statesPerCall
    }

    /// The quotas of AWS: 256 KiB for each payload, 25,000 events.
    package static let aws = ExecutionLimits(payloadBytes: 262_144, eventCount: 25_000)
    /// Neither.
    package static let unbounded = ExecutionLimits(payloadBytes: nil, eventCount: nil)
}
