/// A string literal of an intrinsic call, between its quotes: `\'`, `\{`, `\}` and `\\` stand for themselves.
struct EscapedText: Hashable, Sendable {
    /// A piece of the text.
    enum Piece: Hashable, Sendable {
        case plain(Unicode.Scalar)
        /// Written behind a backslash, and therefore no sign of a template.
        case escaped(Unicode.Scalar)
    }

    let pieces: [Piece]
    /// The text that is meant.
    let unescaped: String

    /// Reads the source of a literal, which the parser has checked.
    init(_ source: String) {
        self.init(source, escapes: ["'", "{", "}", "\\"])
    }

    /// Reads a template that came as data: there a backslash stands for itself, but before a brace.
    init(data source: String) {
        self.init(source, escapes: ["{", "}"])
    }

    private init(_ source: String, escapes: Set<Unicode.Scalar>) {
        var pieces: [Piece] = []
        let scalars = Array(source.unicodeScalars)
        var index = 0
        while index < scalars.count {
            if scalars[index] == "\\", index + 1 < scalars.count, escapes.contains(scalars[index + 1]) {
                pieces.append(.escaped(scalars[index + 1]))
                index += 2
            } else {
                pieces.append(.plain(scalars[index]))
                index += 1
            }
        }
        self.pieces = pieces
        unescaped = pieces.reduce(into: "") { $0.unicodeScalars.append($1.scalar) }
    }
}

extension EscapedText.Piece {
    fileprivate var scalar: Unicode.Scalar {
        switch self {
        case .plain(let scalar), .escaped(let scalar): scalar
        }
    }
}
