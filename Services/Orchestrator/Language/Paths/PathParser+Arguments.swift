import MeshCore

extension PathParser {
    /// Reads the arguments of a function behind its opening parenthesis.
    mutating func arguments(of function: String) throws(PathSyntaxError) -> [PathArgument] {
        var arguments: [PathArgument] = []
        scanner.skipSpace()
        if scanner.takes(")" as Unicode.Scalar) { return [] }
        repeat {
            scanner.skipSpace()
            guard let text = argumentText() else {
                throw PathSyntaxError("Arguments to function: '\(function)' are not closed properly.")
            }
            arguments.append(try argument(text))
        } while scanner.takes("," as Unicode.Scalar)
        guard scanner.takes(")" as Unicode.Scalar) else {
            throw PathSyntaxError("Arguments to function: '\(function)' are not closed properly.")
        }
        return arguments
    }

    private func argument(_ text: String) throws(PathSyntaxError) -> PathArgument {
        if text.hasPrefix("$") {
            var parser = PathParser(text, depth: depth + 1)
            return .path(JSONPath(text: text, steps: try parser.wholePath()))
        }
        do {
            return .json(try JSONValue(parsing: text))
        } catch {
            throw PathSyntaxError("the argument '\(text)' is neither JSON nor a path")
        }
    }

    /// The text up to the comma or parenthesis that ends the argument; nil when there is none.
    private mutating func argumentText() -> String? {
        let start = scanner.position
        var open = 0
        while let scalar = scanner.next {
            switch scalar {
            case "'", "\"":
                guard scanner.quoted() != nil else { return nil }
                continue
            case "(", "[", "{": open += 1
            case ")" where open == 0, "," where open == 0: return scanner.text(from: start)
            case ")", "]", "}": open -= 1
            default: break
            }
            scanner.advance()
        }
        return nil
    }
}
