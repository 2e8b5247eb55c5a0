import MeshCore

/// What arguments a function takes, as in `<s-nn?:s>`.
struct Signature: Hashable, Sendable {
    private(set) var parameters: [SignatureParameter] = []

    /// Reads a signature with its angle brackets.
    ///
    /// - Parameter position: Where it stands in the expression.
    init(_ text: String, at position: Int = 0) throws(JSONataError) {
        let letters = Array(text)
        var place = 1
        while place < letters.count, letters[place] != ":" {
            let letter = letters[place]
            switch letter {
            case "-": change { $0.takesContext = true }
            case "?": change { $0.isOptional = true }
            case "+": change { $0.isRepeated = true }
            case "(":
                let end = Self.closing(")", of: "(", in: letters, from: place)
                let choice = String(letters[min(place + 1, end)..<end])
                if choice.contains("<") {
                    throw JSONataError("S0402", at: position + place, value: .string(choice))
                }
                let symbols = choice.reduce(into: TypeSymbols.missing) { $0.formUnion(.letter($1) ?? []) }
                parameters.append(SignatureParameter(symbols: symbols, type: "(\(choice))"))
                place = end
            case "<":
                guard let type = parameters.last?.type, type == "a" || type == "f" else {
                    throw JSONataError(
                        "S0401", at: position + place, value: parameters.last.map { .string($0.type) })
                }
                let end = Self.closing(">", of: "<", in: letters, from: place)
                let subtype = String(letters[min(place + 1, end)..<end])
                change { $0.subtype = subtype }
                place = end
            default: add(letter)
            }
            place += 1
        }
    }

    private mutating func add(_ letter: Character) {
        let symbols: TypeSymbols
        switch letter {
        case "a": symbols = .anything
        case "f": symbols = .function
        case "j", "x", "s", "n", "b", "l", "o": symbols = TypeSymbols.letter(letter)?.union(.missing) ?? .missing
        default: return
        }
        parameters.append(SignatureParameter(symbols: symbols, type: String(letter)))
    }

    private mutating func change(_ change: (inout SignatureParameter) -> Void) {
        guard !parameters.isEmpty else { return }
        change(&parameters[parameters.count - 1])
    }

    private static func closing(_ close: Character, of open: Character, in letters: [Character], from start: Int) -> Int
    {
        var depth = 1
        var place = start
        while place < letters.count - 1 {
            place += 1
            if letters[place] == close { depth -= 1 }
            if letters[place] == open { depth += 1 }
            if depth == 0 { return place }
        }
        return letters.count
    }
}
