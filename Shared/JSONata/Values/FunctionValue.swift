/// A function as a value.
final class FunctionValue {
    enum Kind {
        case builtin(Builtin)
        case closure(Closure)
        /// A built-in function some of whose arguments are given; nil for those that are to come.
        case partial(Builtin, [Value?])
        case regex(RegexNode)
        /// The next match of a regular expression in a text, from a place on.
        case nextMatch(RegexNode, in: [UInt16], from: Int)
        /// `f ~> g`
        case chain(FunctionValue, FunctionValue)
        case transform(TransformNode, Frame)
    }

    let kind: Kind

    init(_ kind: Kind) {
        self.kind = kind
    }

    /// How many arguments it takes; functions that call it with values, positions and wholes give it no more.
    var arity: Int {
        switch kind {
        case .builtin(let builtin): builtin.arity
        case .closure(let closure): closure.freeParameterCount
        case .partial(_, let arguments): arguments.count { $0 == nil }
        case .regex: 2
        case .nextMatch: 0
        case .chain, .transform: 1
        }
    }
}
