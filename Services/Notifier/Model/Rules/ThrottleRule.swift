import MeshCore

/// How many notifications of a category somebody gets on a channel in a time; what is more waits.
struct ThrottleRule: Sendable, Hashable {
    /// At least one.
    let limit: Int
    let window: Duration

    /// The first moment, from this one on, at which another one may be sent.
    ///
    /// - Parameter sent: When those before were, or are to be, in order.
    func release(_ moment: Timestamp, after sent: some BidirectionalCollection<Timestamp>) -> Timestamp {
        // In any window that ends with it there are fewer than the limit beside it.
        guard sent.count >= limit else { return moment }
        let oldest = sent[sent.index(sent.endIndex, offsetBy: -limit)]
        return max(moment, oldest + window)
    }
}
