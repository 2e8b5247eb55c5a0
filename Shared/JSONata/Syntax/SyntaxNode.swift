import MeshCore

/// A node of the tree that the parser makes and ``SyntaxProcessor`` turns into paths.
///
/// It lives only while an expression is read. What is evaluated is made from it by ``Resolver``.
final class SyntaxNode {
    enum Kind: String {
        case name, variable, string, number, value, regex, wildcard, descendant, parent, end
        /// An operator's word that is used as a name, or the `?` of a partial application.
        case word = "operator"
        case binary, negation, array, object, block, condition, function, partial, lambda, transform
        // Made by the processor.
        case path, bind, apply, sort
    }

    /// A sort term of `^(…)`.
    struct Term {
        var isDescending: Bool
        var expression: SyntaxNode
    }

    /// What follows a step: a filter in brackets, or the binding of the position.
    enum Stage {
        case filter(SyntaxNode)
        case index(String)
    }

    /// The names and values of `{…}`.
    struct Group {
        var pairs: [(key: SyntaxNode, value: SyntaxNode)]
        var position: Int
    }

    var kind: Kind
    let position: Int
    /// A name, a string's contents, an operator.
    var text = ""
    var number = 0.0
    var literal: JSONValue = .null
    var pattern: Pattern?
    var signature: Signature?

    /// Operands, elements, arguments, steps, expressions of a block; what they are depends on the kind.
    var children: [SyntaxNode] = []
    /// What is invoked by a function or partial, the body of a lambda.
    var target: SyntaxNode?
    var pairs: [(key: SyntaxNode, value: SyntaxNode)] = []
    var terms: [Term] = []

    var predicates: [SyntaxNode] = []
    var stages: [Stage] = []
    var group: Group?
    var focus: String?
    var index: String?
    var ancestor: AncestorSlot?
    var slot: AncestorSlot?
    var seekingParents: [AncestorSlot] = []

    var keepsArray = false
    var keepsSingletonArray = false
    var isConstructedArray = false
    var isTuple = false
    /// How many nodes lie below each other, this one included.
    var height = 1
    /// Whether a lambda's body ends with this call, which then takes no further depth.
    var isTailCall = false

    init(_ kind: Kind, at position: Int) {
        self.kind = kind
        self.position = position
    }

    init(_ token: Token) {
        position = token.position
        switch token.kind {
        case .name(let text): (kind, self.text) = (.name, text)
        case .variable(let text): (kind, self.text) = (.variable, text)
        case .string(let text): (kind, self.text) = (.string, text)
        case .number(let number): (kind, self.number) = (.number, number)
        case .value(let literal): (kind, self.literal) = (.value, literal)
        case .regex(let pattern): (kind, self.pattern) = (.regex, pattern)
        case .operator(let text): (kind, self.text) = (.word, text)
        case .end: (kind, text) = (.end, "(end)")
        }
    }

    /// What errors show of it.
    var shown: JSONValue {
        switch kind {
        case .number: Number.json(number)
        case .value: literal
        case .array: "["
        case .object: "{"
        case .block, .function, .partial: "("
        case .negation: "-"
        case .wildcard: "*"
        case .descendant: "**"
        case .parent: "%"
        case .condition: "?"
        case .transform: "|"
        case .name, .variable, .string, .regex, .end, .word, .binary, .lambda, .path, .bind, .apply, .sort:
            .string(text)
        }
    }
}
