import MeshCore

/// The matches in a text, one after the other, by a regular expression or by a function that is written like one.
struct Matches {
    /// One match, in UTF-16 units.
    struct Found {
        var text: String
        var start: Int
        var end: Int
        var groups: [Value]
        /// The object that a matcher gives.
        var object: Value
    }

    private enum Source {
        case regex(RegexNode, next: Int?)
        case function(FunctionValue?, isFirst: Bool)
    }

    let units: [UInt16]
    private let text: String
    private var source: Source
    private let run: Evaluation

    init(_ matcher: FunctionValue, in text: String, _ run: Evaluation) {
        self.text = text
        self.run = run
        units = Array(text.utf16)
        source =
            if case .regex(let regex) = matcher.kind { .regex(regex, next: nil) } else {
                .function(matcher, isFirst: true)
            }
    }

    /// A part of the text; places outside of it are moved to its ends.
    func part(_ start: Int, _ end: Int) -> String {
        let start = min(max(start, 0), units.count)
        let end = min(max(end, start), units.count)
        return LoneSurrogates.text(Array(units[start..<end]))
    }

    mutating func next() throws(JSONataError) -> Found? {
        switch source {
        case .regex(let regex, let next):
            if let next, next >= units.count { return nil }
            guard let match = try regex.match(in: units, from: next ?? 0, isNext: next != nil, run) else { return nil }
            source = .regex(regex, next: match.range.upperBound)
            let groups = match.groups.map { $0.map { Value.string(part($0.lowerBound, $0.upperBound)) } ?? .undefined }
            return Found(
                text: part(match.range.lowerBound, match.range.upperBound), start: match.range.lowerBound,
                end: match.range.upperBound, groups: groups, object: regex.object(of: match, in: units))
        case .function(let function, let isFirst):
            guard let function else { return nil }
            let result = try run.apply(function, isFirst ? [.string(text)] : [])
            return try found(result)
        }
    }

    private mutating func found(_ result: Value) throws(JSONataError) -> Found? {
        if result.isUndefined { return nil }
        let start = result.member("start")
        let next = result.member("next").function
        guard result.members != nil, start.symbol == .number || result.member("groups").isArray || next != nil else {
            throw JSONataError("T1010")
        }
        source = .function(next, isFirst: false)
        let text = if case .string(let text) = result.member("match") { text } else { "" }
        return Found(
            text: text, start: Self.place(start), end: Self.place(result.member("end")),
            groups: result.member("groups").isUndefined ? [] : result.member("groups").elements, object: result)
    }

    private static func place(_ value: Value) -> Int {
        if case .number(let number) = value { Int(exactly: number.rounded(.towardZero)) ?? 0 } else { 0 }
    }
}
