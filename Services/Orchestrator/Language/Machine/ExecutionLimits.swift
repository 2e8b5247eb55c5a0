/// What an execution may use.
package struct ExecutionLimits: Hashable, Sendable {
    /// How long an input, an output or a result may be, in bytes of UTF-8; the variables of one `Assign` together, too.
    package var payloadBytes: Int?
    /// How long all variables of an execution may be together, in bytes of UTF-8.
    package var variableBytes: Int?
    /// The id of the last event that a history may have: where it would come, the execution fails instead.
    package var eventCount: Int64?
    /// How long the name of an error may be, in characters; what is longer is cut.
    package var errorLength: Int?
    /// How long a cause may be, in characters; what is longer is cut.
    package var causeLength: Int?
    /// After how many seconds the execution times out, whatever its definition allows.
    package var seconds: Int64?
    /// How many states one call of ``ExecutionMachine/handle(_:at:randomness:)`` goes through before it asks to be called
    /// again: without a bound, a loop without a wait would never come back.
    package var statesPerCall: Int

    package init(payloadBytes: Int?, eventCount: Int64?, statesPerCall: Int = 256) {
        self.payloadBytes = payloadBytes
        self.eventCount = eventCount
        self.statesPerCall = statesPerCall
    }

    /// The quotas of AWS: 256 KiB for each payload, 10 MiB for all variables, 25,000 events, 256 and 32,768 characters for
    /// an error and its cause.
    package static let aws: ExecutionLimits = {
        var limits = ExecutionLimits(payloadBytes: 262_144, eventCount: 25_000)
        limits.variableBytes = 10 << 20
        limits.errorLength = 256
        limits.causeLength = 32_768
        return limits
    }()
    /// None of them.
    package static let unbounded = ExecutionLimits(payloadBytes: nil, eventCount: nil)

    /// The same for an express execution, which has five minutes at AWS; without AWS's quotas it has all the time it wants.
    package var ofExpress: ExecutionLimits {
        guard eventCount != nil else { return self }
        var limits = self
        limits.seconds = 300
        return limits
    }

    /// A failure with no more of its texts than is kept.
    package func cut(_ failure: StateFailure) -> StateFailure {
        StateFailure(
            error: failure.error.map { Self.cut($0, to: errorLength) },
            cause: failure.cause.map { Self.cut($0, to: causeLength) })
    }

    private static func cut(_ text: String, to length: Int?) -> String {
        // No text has more characters than bytes.
        guard let length, text.utf8.count > length else { return text }
        return String(text.unicodeScalars.prefix(length))
    }
}
