import MeshCore

/// How much a handler may write: so much at once, and so much a second after that.
struct OutputAllowance: Sendable {
    /// A long stack trace or a document, many times over.
    static let burst = 1 << 20
    /// What a disk and a person's eyes take in their stride.
    static let perSecond = 1 << 20

    private var left = Self.burst
    private var filledAt: MonotonicInstant?

    /// Whether nothing may be read now.
    mutating func isEmpty(at now: MonotonicInstant) -> Bool {
        if left >= Self.burst { filledAt = now }
        guard left <= 0 else { return false }
        let since = filledAt ?? now
        let gained = Int(since.nanoseconds(to: now) / 1000) * Self.perSecond / 1_000_000
        // Let go again in portions, not byte by byte.
        guard gained >= Self.perSecond / 10 else { return true }
        left = min(Self.burst, left + gained)
        filledAt = now
        return left <= 0
    }

    /// So many bytes were read.
    mutating func take(_ count: Int) { left -= count }
}
