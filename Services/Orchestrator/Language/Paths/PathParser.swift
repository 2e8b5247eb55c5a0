/// Reads the text of a path, as Jayway's compiler does.
struct PathParser {
    /// How deep paths, filters and arguments may lie in each other: far more than people write, far less than a stack
    /// takes.
    static let maximumDepth = 32

    var scanner: PathScanner
    let depth: Int
    /// What ends a name besides the signs of paths: the signs of filters, in a path that stands in one.
    private let delimiters: Set<Unicode.Scalar>

    init(_ text: some StringProtocol, depth: Int = 0) {
        scanner = PathScanner(text)
        self.depth = depth
        delimiters = [".", "[", "(", " "]
    }

    /// Reads a path in the midst of a filter.
    init(inFilter scanner: PathScanner, depth: Int) {
        self.scanner = scanner
        self.depth = depth
        delimiters = [".", "[", "(", " ", ")", "]", "=", "!", "<", ">", "~", "&", "|", ","]
    }

    /// Reads the whole text as one path from `$`.
    mutating func wholePath() throws(PathSyntaxError) -> [PathStep] {
        scanner.skipSpace()
        guard scanner.takes("$" as Unicode.Scalar) else { throw PathSyntaxError("Path must start with '$' or '@'") }
        let steps = try steps()
        scanner.skipSpace()
        guard scanner.isAtEnd else {
            throw PathSyntaxError("Illegal character at position \(scanner.position) expected '.' or '['")
        }
        return steps
    }

    /// Reads the steps behind `$` or `@`.
    mutating func steps() throws(PathSyntaxError) -> [PathStep] {
        guard depth <= Self.maximumDepth else { throw PathSyntaxError("Path is nested too deeply") }
        var steps: [PathStep] = []
        while true {
            if scanner.next == "[" {
                steps.append(try bracketStep())
                continue
            }
            guard scanner.takes("." as Unicode.Scalar) else { return steps }
            if scanner.takes("." as Unicode.Scalar) { steps.append(.descendants) }
            if scanner.next == "." {
                throw PathSyntaxError("Character '.' on position \(scanner.position) is not valid.")
            }
            steps.append(try stepAfterDot(isAfterScan: steps.last == .descendants))
        }
    }

    private mutating func stepAfterDot(isAfterScan: Bool) throws(PathSyntaxError) -> PathStep {
        switch scanner.next {
        case nil:
            throw PathSyntaxError("Path must not end with a '.' or '..'")
        case "*":
            scanner.advance()
            return .wildcard
        case "[" where isAfterScan:
            return try bracketStep()
        default:
            return try memberOrFunction()
        }
    }

    private mutating func memberOrFunction() throws(PathSyntaxError) -> PathStep {
        let name = scanner.takeWhile { !delimiters.contains($0) }
        guard !name.isEmpty else {
            throw PathSyntaxError("Could not parse token starting at position \(scanner.position)")
        }
        guard scanner.takes("(" as Unicode.Scalar) else { return .members([name]) }
        guard let function = PathFunction(rawValue: name) else {
            throw PathSyntaxError("Function with name: \(name) does not exist.")
        }
        return .function(function, arguments: try arguments(of: name))
    }
}
