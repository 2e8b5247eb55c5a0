import MeshCore

/// Reads what stands in a filter `[?(…)]`.
struct FilterParser {
    var scanner: PathScanner
    private var depth: Int

    /// - Parameter depth: How deep the filter lies in other filters and arguments.
    init(scanner: PathScanner, depth: Int) {
        self.scanner = scanner
        self.depth = depth
    }

    /// Reads the expression from its opening parenthesis up to its closing one.
    mutating func wholeExpression() throws(PathSyntaxError) -> FilterExpression {
        scanner.skipSpace()
        guard scanner.next == "(" else { throw PathSyntaxError("Filter must start with '[?(' and end with ')]'.") }
        return try alternatives()
    }

    private mutating func alternatives() throws(PathSyntaxError) -> FilterExpression {
        var parts = [try conjunction()]
        while takes("||") { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func conjunction() throws(PathSyntaxError) -> FilterExpression {
        var parts = [try term()]
        while takes("&&") { parts.append(try term()) }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    private mutating func term() throws(PathSyntaxError) -> FilterExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= PathParser.maximumDepth else { throw PathSyntaxError("Filter is nested too deeply") }
        if takes("!") { return .not(try term()) }
        guard takes("(") else { return try comparison() }
        let expression = try alternatives()
        guard takes(")") else { throw PathSyntaxError("Failed to parse filter. Brackets are not balanced.") }
        return expression
    }

    private mutating func comparison() throws(PathSyntaxError) -> FilterExpression {
        let left = try operand()
        scanner.skipSpace()
        switch scanner.next {
        case ")", "&", "|", nil:
            switch left {
            case .element, .root: return .exists(left)
            case .literal, .pattern: throw PathSyntaxError("Expected path node in filter")
            }
        default:
            let relation = try relation()
            return .comparison(left, relation, try operand())
        }
    }

    private mutating func relation() throws(PathSyntaxError) -> FilterOperator {
        let signs: Set<Unicode.Scalar> = ["<", ">", "=", "~", "!"]
        var word = scanner.takeWhile(signs.contains)
        if word.isEmpty { word = scanner.takeWhile { $0 != " " }.uppercased() }
        guard let relation = FilterOperator(rawValue: word) else {
            throw PathSyntaxError("Filter operator \(word) is not supported!")
        }
        return relation
    }

    private mutating func operand() throws(PathSyntaxError) -> FilterOperand {
        scanner.skipSpace()
        switch scanner.next {
        case "@": return .element(try path())
        case "$": return .root(try path())
        case "/": return .pattern(try pattern())
        default: return .literal(try literal())
        }
    }

    private mutating func path() throws(PathSyntaxError) -> JSONPath {
        let start = scanner.position
        scanner.advance()
        var parser = PathParser(inFilter: scanner, depth: depth + 1)
        let steps = try parser.steps()
        scanner = parser.scanner
        return JSONPath(text: scanner.text(from: start), steps: steps)
    }

    private mutating func pattern() throws(PathSyntaxError) -> FilterPattern {
        scanner.advance()
        let start = scanner.position
        while let scalar = scanner.next, scalar != "/" { scanner.advance(by: scalar == "\\" ? 2 : 1) }
        let source = scanner.text(from: start)
        guard takes("/") else { throw PathSyntaxError("Pattern not closed. Expected / in filter") }
        let ignoresCase = scanner.takes("i" as Unicode.Scalar)
        guard let pattern = FilterPattern(source, ignoresCase: ignoresCase) else {
            throw PathSyntaxError("the pattern /\(source)/ is malformed or takes more than linear time")
        }
        return pattern
    }

    private mutating func takes(_ word: String) -> Bool {
        scanner.skipSpace()
        return scanner.takes(word)
    }
}
