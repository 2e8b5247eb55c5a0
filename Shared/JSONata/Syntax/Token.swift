import MeshCore

/// One word of an expression.
struct Token {
    enum Kind {
        case name(String)
        case variable(String)
        case string(String)
        case number(Double)
        /// true, false or null.
        case value(JSONValue)
        case regex(Pattern)
        case `operator`(String)
        case end
    }

    var kind: Kind
    /// Where it ends, in UTF-16 units: the position that errors tell.
    var position: Int

    /// The word by which the parser knows it; only operators are told apart.
    var id: String {
        switch kind {
        case .name, .variable: "(name)"
        case .string, .number, .value: "(literal)"
        case .regex: "(regex)"
        case .operator(let word): word
        case .end: "(end)"
        }
    }

    /// What errors show of it.
    var shown: JSONValue {
        switch kind {
        case .name(let text), .variable(let text), .string(let text), .operator(let text): .string(text)
        case .number(let number): Number.json(number)
        case .value(let value): value
        case .regex(let pattern): .string("/\(pattern.source)/")
        case .end: "(end)"
        }
    }
}
