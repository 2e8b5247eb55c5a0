import MeshCore

extension Evaluation {
    /// How deep values may lie in each other; they are let go one within the other, on whatever stack there is.
    private static let nestingLimit = 300

    /// How many values are looked at in one: what holds values many times over has no end.
    private static let visitLimit = 20_000

    /// Looks now and then how deep a value that was made is nested: one in about 32, not to be foreseen.
    ///
    /// Depth grows by one with each array or object that is made around another, so it is seen long before it matters.
    @inline(__always)
    func checkNesting(of value: Value) throws(JSONataError) {
        constructionCount &+= 1
        if (constructionCount &* 0x9E37_79B9_7F4A_7C15) >> 59 == 0 { try lookInto(value) }
    }

    @inline(never)
    private func lookInto(_ value: Value) throws(JSONataError) {
        var visits = Self.visitLimit
        if Self.isTooDeep(value, Self.nestingLimit, &visits) { throw Self.exceeded("A value is nested too deeply") }
        try spend(steps: (Self.visitLimit - visits) / 16)
    }

    private static func isTooDeep(_ value: Value, _ levels: Int, _ visits: inout Int) -> Bool {
        guard value.isArray || value.symbol == .object else { return false }
        if levels == 0 { return true }
        if let members = value.members {
            for (_, member) in members {
                visits -= 1
                if visits < 0 { return false }
                if isTooDeep(member, levels - 1, &visits) { return true }
            }
            return false
        }
        for index in 0..<value.elementCount {
            visits -= 1
            if visits < 0 { return false }
            if isTooDeep(value.element(index), levels - 1, &visits) { return true }
        }
        return false
    }
}
