import MeshCore

/// A test of one dimension's value; of goals, of any that the event reaches.
package struct FilterTest: Hashable, Sendable {
    package let dimension: Dimension
    package let comparison: Comparison
    /// Any of them has to fit.
    package let clauses: [String]
    package let letters: Letters
    private let patterns: [Pattern]

    package enum Comparison: String, Hashable, Sendable {
        case equals = "is"
        case contains
        case matches
    }

    /// Whether upper and lower case differ.
    package enum Letters: Hashable, Sendable {
        case differ, equal
    }

    /// Takes a test; nil when a clause of ``Comparison/matches`` is no pattern that ``TextPattern`` knows.
    package init?(_ dimension: Dimension, _ comparison: Comparison, _ clauses: [String], letters: Letters = .differ) {
        self.dimension = dimension
        self.comparison = comparison
        self.letters = letters
        switch letters {
        case .differ: self.clauses = clauses
        case .equal: self.clauses = clauses.map { $0.lowercased() }
        }
        var patterns: [Pattern] = []
        if comparison == .matches {
            for clause in clauses {
                guard let pattern = TextPattern(clause) else { return nil }
                patterns.append(Pattern(pattern: pattern))
            }
        }
        self.patterns = patterns
    }

    /// Whether a value fits; ``Dimension/none`` stands for none.
    package func fits(_ value: String) -> Bool {
        let text =
            switch letters {
            case .differ: value
            case .equal: value.lowercased()
            }
        return switch comparison {
        case .equals: clauses.contains(text)
        // What is not there contains nothing.
        case .contains: value != Dimension.none && clauses.contains { text.contains($0) }
        case .matches: value != Dimension.none && patterns.contains { $0.pattern.matches(text) }
        }
    }

    /// A compiled pattern, told apart by its text.
    private struct Pattern: Hashable, Sendable {
        let pattern: TextPattern

        static func == (left: Pattern, right: Pattern) -> Bool { left.pattern.source == right.pattern.source }

        func hash(into hasher: inout Hasher) { hasher.combine(pattern.source) }
    }
}
