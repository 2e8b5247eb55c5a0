import MeshCore

/// Reads the text of an intrinsic call.
struct IntrinsicParser {
    /// How deep calls may lie in each other, by the quota of Step Functions.
    static let maximumDepth = 10

    private var scanner: PathScanner
    private var depth = 0

    init(_ text: String) {
        scanner = PathScanner(text)
    }

    /// Reads the whole text as one call.
    mutating func wholeCall() throws(PathSyntaxError) -> IntrinsicCall {
        scanner.skipSpace()
        let call = try call()
        scanner.skipSpace()
        guard scanner.isAtEnd else { throw failure("the call does not end at its closing parenthesis") }
        return call
    }

    private mutating func call() throws(PathSyntaxError) -> IntrinsicCall {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw failure("calls lie in each other more than \(Self.maximumDepth) deep")
        }
        let start = scanner.position
        let name = scanner.takeWhile { $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "." }
        guard let function = IntrinsicFunction(rawValue: name) else {
            throw failure("there is no intrinsic function '\(name)'")
        }
        guard scanner.takes("(" as Unicode.Scalar) else { throw failure("a parenthesis is missing behind '\(name)'") }
        let arguments = try arguments()
        return IntrinsicCall(function: function, arguments: arguments, text: scanner.text(from: start))
    }

    private mutating func arguments() throws(PathSyntaxError) -> [IntrinsicArgument] {
        var arguments: [IntrinsicArgument] = []
        scanner.skipSpace()
        if scanner.takes(")" as Unicode.Scalar) { return [] }
        while true {
            scanner.skipSpace()
            arguments.append(try argument())
            scanner.skipSpace()
            if scanner.takes(")" as Unicode.Scalar) { return arguments }
            guard scanner.takes("," as Unicode.Scalar) else { throw failure("a comma or a parenthesis is missing") }
        }
    }

    private mutating func argument() throws(PathSyntaxError) -> IntrinsicArgument {
        switch scanner.next {
        case "'": return .text(EscapedText(try text()))
        case "$": return .path(try path())
        case "S": return .call(try call())
        default: return .literal(try literal())
        }
    }

    /// Reads a string in single quotes, and leaves its escapes in it.
    private mutating func text() throws(PathSyntaxError) -> String {
        scanner.advance()
        let start = scanner.position
        while let scalar = scanner.next {
            switch scalar {
            case "'":
                let source = scanner.text(from: start)
                scanner.advance()
                return source
            case "\\":
                scanner.advance()
                guard let escaped = scanner.next, ["'", "{", "}", "\\"].contains(escaped) else {
                    throw failure("a backslash stands before something else than ', {, } and \\")
                }
            default:
                break
            }
            scanner.advance()
        }
        throw failure("a string does not end")
    }

    /// Reads a path up to the comma or parenthesis behind it; brackets, parentheses and quotes of the path belong to it.
    private mutating func path() throws(PathSyntaxError) -> StatePath {
        let start = scanner.position
        var open = 0
        while let scalar = scanner.next {
            switch scalar {
            case "'" where open > 0, "\"" where open > 0:
                guard scanner.quoted() != nil else { throw failure("a string does not end") }
                continue
            case ")" where open == 0, "," where open == 0: return try StatePath(trimmed(scanner.text(from: start)))
            case "(", "[": open += 1
            case ")", "]": open -= 1
            default: break
            }
            scanner.advance()
        }
        throw failure("a parenthesis is missing")
    }

    private func trimmed(_ text: String) -> String {
        String(text.reversed().drop { $0 == " " }.reversed())
    }

    private mutating func literal() throws(PathSyntaxError) -> JSONValue {
        let word = scanner.takeWhile { scalar in
            scalar == "-" || scalar == "+" || scalar == "." || ("0"..."9").contains(scalar)
                || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        }
        do {
            return try JSONValue(parsing: word)
        } catch {
            throw failure("'\(word)' is no argument")
        }
    }

    private func failure(_ message: String) -> PathSyntaxError {
        PathSyntaxError("\(message) (at character \(scanner.position))")
    }
}
