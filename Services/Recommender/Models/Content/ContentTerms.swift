/// What tells of an item's content: terms, each with how often it is said.
package struct ContentTerms: Hashable, Sendable {
    /// A term and how often it is said.
    package struct Term: Hashable, Sendable {
        package let name: String
        package var count: Int
    }

    /// In the order in which they were said first.
    package private(set) var terms: [Term] = []
    private var places: [String: Int] = [:]
    private let limit: Int

    /// So many terms tell what an item is; whoever says what marks it first loses the end of a long description alone.
    package static let limit = 64
    /// Longer ones are cut: two items that share so much of a word share it.
    private static let longest = 64

    /// - Parameter limit: How many terms there may be; later ones are passed over.
    package init(limit: Int = Self.limit) {
        self.limit = limit
    }

    /// Says a term.
    ///
    /// - Parameter name: What is white in it becomes `_`, so that a term is one word.
    package mutating func add(_ name: String, count: Int = 1) {
        let words = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: "_")
        say(String(words.prefix(Self.longest)), count: count)
    }

    /// Says the words of a text.
    package mutating func add(wordsOf text: String, count: Int = 1) {
        for word in Self.words(in: text) { say(String(word.prefix(Self.longest)), count: count) }
    }

    private mutating func say(_ name: String, count: Int) {
        guard !name.isEmpty, count > 0 else { return }
        if let place = places[name] {
            terms[place].count += count
        } else if terms.count < limit {
            places[name] = terms.count
            terms.append(Term(name: name, count: count))
        }
    }

    /// The words of a text: lower-case runs of at least two letters, digits or underscores, as scikit-learn's `TfidfVectorizer` finds
    /// them unless it is told otherwise.
    package static func words(in text: String) -> [String] {
        text.lowercased().unicodeScalars.split { !isOfWord($0) }.filter { $0.count > 1 }.map { String($0) }
    }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                || scalar == "_"
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }

    /// As it is kept: a line for each term, with its count before it.
    package var text: String { terms.map { "\($0.count) \($0.name)" }.joined(separator: "\n") }

    /// Reads what ``text`` has written.
    ///
    /// - Throws: ``ModelError/unreadable``.
    package init(text: String) throws(ModelError) {
        self.init(limit: .max)
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let count = Int(parts[0]), count > 0 else { throw .unreadable }
            say(String(parts[1]), count: count)
        }
    }
}
