import MeshCore

extension FilterParser {
    /// Reads a literal: JSON, in which strings may stand in single quotes.
    mutating func literal() throws(PathSyntaxError) -> JSONValue {
        try literal(depth: 0)
    }

    private mutating func literal(depth: Int) throws(PathSyntaxError) -> JSONValue {
        guard depth <= PathParser.maximumDepth else { throw PathSyntaxError("Filter is nested too deeply") }
        scanner.skipSpace()
        switch scanner.next {
        case "'", "\"": return .string(try string())
        case "[": return try array(depth: depth)
        case "{": return try object(depth: depth)
        default: return try word()
        }
    }

    private mutating func string() throws(PathSyntaxError) -> String {
        guard let text = scanner.quoted() else { throw PathSyntaxError("String not closed. Expected ' in filter") }
        return text
    }

    private mutating func array(depth: Int) throws(PathSyntaxError) -> JSONValue {
        scanner.advance()
        var elements: [JSONValue] = []
        scanner.skipSpace()
        if scanner.takes("]" as Unicode.Scalar) { return .array([]) }
        repeat {
            elements.append(try literal(depth: depth + 1))
            scanner.skipSpace()
        } while scanner.takes("," as Unicode.Scalar)
        guard scanner.takes("]" as Unicode.Scalar) else { throw PathSyntaxError("Expected ']' in filter") }
        return .array(elements)
    }

    private mutating func object(depth: Int) throws(PathSyntaxError) -> JSONValue {
        scanner.advance()
        var object = JSONObject()
        scanner.skipSpace()
        if scanner.takes("}" as Unicode.Scalar) { return .object(object) }
        repeat {
            scanner.skipSpace()
            guard scanner.next == "'" || scanner.next == "\"" else {
                throw PathSyntaxError("Expected a name in filter")
            }
            let name = try string()
            scanner.skipSpace()
            guard scanner.takes(":" as Unicode.Scalar) else { throw PathSyntaxError("Expected ':' in filter") }
            object[name] = try literal(depth: depth + 1)
            scanner.skipSpace()
        } while scanner.takes("," as Unicode.Scalar)
        guard scanner.takes("}" as Unicode.Scalar) else { throw PathSyntaxError("Expected '}' in filter") }
        return .object(object)
    }

    /// `true`, `false`, `null` or a number.
    private mutating func word() throws(PathSyntaxError) -> JSONValue {
        let word = scanner.takeWhile { scalar in
            scalar == "-" || scalar == "+" || scalar == "." || scalar.properties.isAlphabetic
                || ("0"..."9").contains(scalar)
        }
        do {
            return try JSONValue(parsing: word)
        } catch {
            throw PathSyntaxError("Could not compile inline filter: unexpected '\(word)'")
        }
    }
}
