/// Reads limits of dispatch as they are configured: `encode=4,mail=10/2.5`.
enum DispatchLimitText {
    /// Nil when the text is none.
    static func limits(_ text: String) -> [String: DispatchLimit]? {
        var limits: [String: DispatchLimit] = [:]
        for part in text.split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, let limit = limit(sides[1]) else { return nil }
            limits[String(sides[0])] = limit
        }
        return limits
    }

    private static func limit(_ text: Substring) -> DispatchLimit? {
        let sides = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var limit = DispatchLimit()
        if !sides[0].isEmpty {
            guard let concurrency = Int(sides[0]), concurrency > 0 else { return nil }
            limit.concurrency = concurrency
        }
        if sides.count == 2 {
            guard let perSecond = Double(sides[1]), perSecond > 0, perSecond.isFinite else { return nil }
            limit.perSecond = perSecond
        }
        return limit
    }
}
