extension PathParser {
    /// Reads a step in brackets: `['a']`, `[0]`, `[1:2]`, `[*]`, `[?(…)]`.
    mutating func bracketStep() throws(PathSyntaxError) -> PathStep {
        let start = scanner.position
        scanner.advance()
        scanner.skipSpace()
        let step: PathStep
        switch scanner.next {
        case "'", "\"": step = .members(try names())
        case "*":
            scanner.advance()
            step = .wildcard
        case "?":
            scanner.advance()
            step = .filter(try filter())
        case "-", ":", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9": step = try positions()
        default:
            throw PathSyntaxError("Could not parse token starting at position \(start). Expected ?, ', 0-9, * ")
        }
        scanner.skipSpace()
        guard scanner.takes("]" as Unicode.Scalar) else {
            throw PathSyntaxError("Could not parse token starting at position \(start). Expected ?, ', 0-9, * ")
        }
        return step
    }

    private mutating func names() throws(PathSyntaxError) -> [String] {
        var names: [String] = []
        repeat {
            scanner.skipSpace()
            guard scanner.next == "'" || scanner.next == "\"" else {
                throw PathSyntaxError("Found empty property at index \(scanner.position)")
            }
            guard let name = scanner.quoted() else {
                throw PathSyntaxError("Property has not been closed - missing closing '")
            }
            names.append(name)
            scanner.skipSpace()
        } while scanner.takes("," as Unicode.Scalar)
        return names
    }

    private mutating func positions() throws(PathSyntaxError) -> PathStep {
        let text = scanner.takeWhile { $0 != "]" }
        let bounds = text.split(separator: ":", omittingEmptySubsequences: false)
        if bounds.count == 1 {
            var indexes: [Int] = []
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                guard let index = Self.number(part) else {
                    throw PathSyntaxError("Failed to parse token in ArrayIndexOperation: \(text)")
                }
                indexes.append(index)
            }
            return .indexes(indexes)
        }
        let numbers = bounds.map(Self.number)
        guard bounds.count == 2, bounds.contains(where: { !$0.isEmpty }),
            zip(bounds, numbers).allSatisfy({ $0.isEmpty || $1 != nil })
        else {
            throw PathSyntaxError("Failed to parse SliceOperation: \(text)")
        }
        return .slice(from: numbers[0], to: numbers[1])
    }

    private static func number(_ text: Substring) -> Int? {
        let digits = text.drop { $0 == " " }.prefix { $0 != " " }
        return Int32(digits).map(Int.init)
    }

    private mutating func filter() throws(PathSyntaxError) -> FilterExpression {
        var parser = FilterParser(scanner: scanner, depth: depth + 1)
        let expression = try parser.wholeExpression()
        scanner = parser.scanner
        return expression
    }
}
