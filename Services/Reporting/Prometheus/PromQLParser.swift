import MeshCore

/// Reads queries, by recursive descent.
struct PromQLParser {
    private var tokens: ArraySlice<PromQLToken>
    private var depth = 0

    /// Longer queries are not written by people.
    private static let mostTokens = 2000
    private static let mostDepth = 50

    private init(_ text: String) throws(PromQLError) {
        tokens = try PromQLTokenizer.tokens(of: text)[...]
        guard tokens.count <= Self.mostTokens else {
            throw .parse("the query is too long", at: PromQLPlace())
        }
    }

    /// Reads a query.
    ///
    /// - Throws: ``PromQLError`` with the place of what is wrong, or beyond the part of PromQL that is known.
    static func expression(_ text: String) throws(PromQLError) -> PromQLExpression {
        var parser = try PromQLParser(text)
        guard parser.next.kind != .end else { throw .parse("no expression found in input", at: parser.next.place) }
        let expression = try parser.sum()
        guard parser.next.kind == .end else { throw parser.unexpected(parser.next) }
        return expression
    }

    /// Reads a selector alone, as `match[]` has it.
    ///
    /// - Throws: As ``expression(_:)``.
    static func selector(_ text: String) throws(PromQLError) -> SeriesSelector {
        var parser = try PromQLParser(text)
        let selector = try parser.selector()
        guard parser.next.kind == .end else { throw parser.unexpected(parser.next) }
        return selector
    }

    // MARK: Arithmetic

    private mutating func sum() throws(PromQLError) -> PromQLExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.mostDepth else { throw .parse("the query is nested too deeply", at: next.place) }
        var left = try product()
        while let (sign, place) = takeSign(["+", "-"]) {
            left = .arithmetic(left, sign, try product(), place)
        }
        return left
    }

    private mutating func product() throws(PromQLError) -> PromQLExpression {
        var left = try signed()
        while let (sign, place) = takeSign(["*", "/", "%"]) {
            left = .arithmetic(left, sign, try signed(), place)
        }
        return left
    }

    private mutating func signed() throws(PromQLError) -> PromQLExpression {
        if takes("-") { return .negated(try deeper()) }
        if takes("+") { return try deeper() }
        return try power()
    }

    /// The next sign or operand, one level deeper: signs may follow each other.
    private mutating func deeper() throws(PromQLError) -> PromQLExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.mostDepth else { throw .parse("the query is nested too deeply", at: next.place) }
        return try signed()
    }

    private mutating func power() throws(PromQLError) -> PromQLExpression {
        let base = try operand()
        guard let (sign, place) = takeSign(["^"]) else { return base }
        return .arithmetic(base, sign, try deeper(), place)
    }

    private mutating func takeSign(_ signs: [String]) -> (PromQLExpression.ArithmeticSign, PromQLPlace)? {
        guard case .sign(let text) = next.kind, signs.contains(text),
            let sign = PromQLExpression.ArithmeticSign(rawValue: text)
        else { return nil }
        return (sign, take().place)
    }

    private mutating func operand() throws(PromQLError) -> PromQLExpression {
        let token = next
        switch token.kind {
        case .number(let number):
            take()
            return .number(number)
        case .sign("("):
            take()
            let inner = try sum()
            try expect(")")
            return inner
        case .sign("{"): return try series()
        case .name(let name): return try named(name)
        case .duration, .text, .sign, .end: throw unexpected(token)
        }
    }

    private mutating func named(_ name: String) throws(PromQLError) -> PromQLExpression {
        let lower = name.lowercased()
        if lower == "inf" || lower == "nan" {
            take()
            return .number(lower == "inf" ? .infinity : .nan)
        }
        let following = tokens.dropFirst().first?.kind
        if ["sum", "topk", "bottomk"].contains(lower), following == .sign("(") || isGrouping(following) {
            return try aggregate(lower)
        }
        guard following == .sign("(") || isGrouping(following) else { return try series() }
        guard let function = PromQLExpression.WindowFunction(rawValue: name) else {
            throw .parse(
                "\(name) is beyond the functions that are known here: sum, topk, bottomk, "
                    + PromQLExpression.WindowFunction.allCases.map(\.rawValue).joined(separator: ", "), at: next.place)
        }
        take()
        try expect("(")
        let selector = try selector()
        guard selector.window != nil else {
            throw .parse("\(name) expects a range, as in \(name)(site_pageviews[1h])", at: selector.place)
        }
        try expect(")")
        return .reading(function, selector)
    }

    private func isGrouping(_ kind: PromQLToken.Kind?) -> Bool {
        if case .name(let word)? = kind { word.lowercased() == "by" || word.lowercased() == "without" } else { false }
    }

    // MARK: Aggregations

    private mutating func aggregate(_ name: String) throws(PromQLError) -> PromQLExpression {
        let place = take().place
        var labels = try grouping()
        try expect("(")
        var count: Int?
        if name != "sum" {
            let token = take()
            guard case .number(let number) = token.kind, let whole = Int(exactly: number), whole >= 0 else {
                throw .parse("\(name) expects a whole number first", at: token.place)
            }
            count = whole
            try expect(",")
        }
        let inner = try sum()
        try expect(")")
        if labels == nil { labels = try grouping() }
        guard let count else { return .aggregate(.sum(by: labels ?? []), inner) }
        guard labels == nil else { throw .parse("\(name) by labels is beyond what is known here", at: place) }
        return .aggregate(name == "topk" ? .top(count) : .bottom(count), inner)
    }

    /// `by (source, country)`; nil where there is none.
    private mutating func grouping() throws(PromQLError) -> [PromQLExpression.Label]? {
        guard isGrouping(next.kind), case .name(let word) = next.kind else { return nil }
        let token = take()
        guard word.lowercased() == "by" else {
            throw .parse("without is beyond what is known here: name labels by \"by\"", at: token.place)
        }
        try expect("(")
        var labels: [PromQLExpression.Label] = []
        while !takes(")") {
            if !labels.isEmpty {
                try expect(",")
                if takes(")") { break }
            }
            let token = take()
            guard case .name(let name) = token.kind else { throw unexpected(token) }
            labels.append(PromQLExpression.Label(name: name, place: token.place))
        }
        return labels
    }

    // MARK: Selectors

    private mutating func series() throws(PromQLError) -> PromQLExpression {
        let selector = try selector()
        guard selector.window == nil else {
            throw .parse("a range is read by increase, rate or avg_over_time", at: selector.place)
        }
        return .selector(selector)
    }

    private mutating func selector() throws(PromQLError) -> SeriesSelector {
        var selector = SeriesSelector(matchers: [], names: [], place: next.place)
        if case .name(let name) = next.kind {
            let place = take().place
            selector.names.append(LabelMatcher(label: Self.name, comparison: .equal, value: name, place: place))
        } else if next.kind != .sign("{") {
            throw unexpected(next)
        }
        if takes("{") { try matchers(of: &selector) }
        if takes("[") {
            let token = take()
            guard case .duration(let window) = token.kind, window > .zero else {
                throw .parse("a duration greater than 0 is expected, as in [1h]", at: token.place)
            }
            if next.kind == .sign(":") { throw .parse("subqueries are beyond what is known here", at: next.place) }
            try expect("]")
            selector.window = window
        }
        try offset(of: &selector)
        guard !selector.names.isEmpty || !selector.matchers.isEmpty else {
            throw .parse("a selector names a metric, or a label at least", at: selector.place)
        }
        return selector
    }

    private mutating func offset(of selector: inout SeriesSelector) throws(PromQLError) {
        if next.kind == .sign("@") { throw .parse("@ is beyond what is known here", at: next.place) }
        guard case .name(let word) = next.kind, word.lowercased() == "offset" else { return }
        take()
        let isLater = takes("-")
        let token = take()
        guard case .duration(let offset) = token.kind else {
            throw .parse("a duration is expected after offset, as in offset 1d", at: token.place)
        }
        selector.offset = isLater ? .zero - offset : offset
    }

    private mutating func matchers(of selector: inout SeriesSelector) throws(PromQLError) {
        var isFirst = true
        while !takes("}") {
            if !isFirst {
                try expect(",")
                if takes("}") { break }
            }
            isFirst = false
            let token = take()
            guard case .name(let label) = token.kind else { throw unexpected(token) }
            let sign = take()
            guard case .sign(let text) = sign.kind, let comparison = LabelMatcher.Comparison(rawValue: text) else {
                throw .parse("one of =, !=, =~, !~ is expected, not \(sign.words)", at: sign.place)
            }
            let value = take()
            guard case .text(let text) = value.kind else {
                throw .parse("a string is expected, not \(value.words)", at: value.place)
            }
            let matcher = LabelMatcher(label: label, comparison: comparison, value: text, place: token.place)
            // That it can be read is told where it stands.
            _ = try matcher.pattern()
            if label == Self.name { selector.names.append(matcher) } else { selector.matchers.append(matcher) }
        }
    }

    /// The label that holds a series' metric.
    static let name = "__name__"

    // MARK: Words

    private var next: PromQLToken { tokens.first ?? PromQLToken(kind: .end, place: PromQLPlace()) }

    @discardableResult
    private mutating func take() -> PromQLToken {
        let token = next
        if token.kind != .end { tokens.removeFirst() }
        return token
    }

    private mutating func takes(_ sign: String) -> Bool {
        guard next.kind == .sign(sign) else { return false }
        take()
        return true
    }

    private mutating func expect(_ sign: String) throws(PromQLError) {
        guard takes(sign) else { throw .parse("unexpected \(next.words), expected \"\(sign)\"", at: next.place) }
    }

    private func unexpected(_ token: PromQLToken) -> PromQLError {
        if case .sign(let sign) = token.kind, ["==", "!=", "<", ">", "<=", ">="].contains(sign) {
            return .parse("comparisons are beyond what is known here", at: token.place)
        }
        if case .name(let name) = token.kind, ["and", "or", "unless"].contains(name.lowercased()) {
            return .parse("\(name) is beyond what is known here", at: token.place)
        }
        return .parse("unexpected \(token.words)", at: token.place)
    }
}
