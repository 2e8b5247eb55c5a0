package import MeshCore

extension FunnelReport {
    /// Steps with their visitors, the share of those of the first step and of the step before in percent, and the same by
    /// the breakdown's values.
    ///
    /// - Parameter isBrokenDown: Whether groups are told.
    package func json(isBrokenDown: Bool) -> JSONValue {
        var object: JSONObject = ["steps": Self.steps(counts)]
        if isBrokenDown {
            object["groups"] = .array(
                groups.sorted { ($1.value[0], $0.key) < ($0.value[0], $1.key) }.map { value, counts in
                    ["value": .string(value), "steps": Self.steps(counts)]
                })
        }
        return .object(object)
    }

    private static func steps(_ counts: [Int]) -> JSONValue {
        .array(
            counts.enumerated().map { step, count in
                [
                    "visitors": .int(Int64(count)), "of_first": share(count, of: counts[0]),
                    "of_previous": share(count, of: step == 0 ? counts[0] : counts[step - 1]),
                ]
            })
    }

    private static func share(_ count: Int, of whole: Int) -> JSONValue {
        whole == 0 ? .null : .double((Double(count) / Double(whole) * 10_000).rounded() / 100)
    }
}
