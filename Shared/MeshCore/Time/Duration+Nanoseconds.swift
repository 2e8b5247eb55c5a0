extension Duration {
    /// The duration in whole nanoseconds, cut toward zero and held within what an Int64 takes (some 292 years).
    package var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, carry) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        return carry ? (seconds < 0 ? .min : .max) : sum
    }

    /// The duration in whole milliseconds, cut toward zero.
    package var wholeMilliseconds: Int64 {
        nanoseconds / 1_000_000
    }

    /// The duration in seconds, as metrics report it.
    package var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
