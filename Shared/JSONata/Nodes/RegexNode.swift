import MeshCore

/// `/a+/i`: a function that finds the first match in a text.
final class RegexNode: Node {
    let pattern: Pattern
    let position: Int

    init(_ pattern: Pattern, at position: Int) {
        self.pattern = pattern
        self.position = position
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        .function(FunctionValue(.regex(self)))
    }

    /// The first match from a place on; nil when there is none.
    ///
    /// - Parameter isNext: Whether there was one before; then a match of nothing would be followed by itself without end.
    func match(
        in units: [UInt16], from start: Int, isNext: Bool, _ run: Evaluation
    ) throws(JSONataError) -> PatternMatch? {
        guard let match = try pattern.firstMatch(in: units, from: start, run) else { return nil }
        if isNext, match.range.isEmpty {
            throw JSONataError("D1004", at: position, value: .string(pattern.source))
        }
        return match
    }

    /// A match as the object that a matcher gives.
    func object(of match: PatternMatch, in units: [UInt16]) -> Value {
        let groups = match.groups.map { $0.map { Value.string(LoneSurrogates.text(Array(units[$0]))) } ?? .undefined }
        return .record(
            Record([
                ("match", .string(LoneSurrogates.text(Array(units[match.range])))),
                ("start", .number(Double(match.range.lowerBound))),
                ("end", .number(Double(match.range.upperBound))),
                ("groups", .list(ValueList(groups))),
                ("next", .function(FunctionValue(.nextMatch(self, in: units, from: match.range.upperBound)))),
            ]))
    }
}
