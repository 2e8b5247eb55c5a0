/// Decides which traces are recorded: a caller's decision stands, and of those begun here a share is.
struct TraceSampler: Sendable {
    private let threshold: UInt64

    /// - Parameter ratio: The share from 0 to 1.
    init(ratio: Double) {
        // The lower 56 bits of a trace id are random (W3C Trace Context, level 2, section 3.2.2.3).
        threshold = UInt64(max(0, min(1, ratio)) * Double(1 << 56))
    }

    /// The same for the same trace everywhere, so that a trace is recorded whole.
    func samples(_ id: TraceID) -> Bool {
        id.low & (1 << 56 - 1) < threshold
    }
}
