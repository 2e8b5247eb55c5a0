import MeshCore

/// `f(a, ?)`: a function of the arguments that are left open.
final class PartialNode: Node {
    private let procedure: any Node
    /// nil for those that are left open.
    private let arguments: [(any Node)?]
    private let name: String?
    private let position: Int

    init(_ procedure: any Node, _ arguments: [(any Node)?], name: String?, at position: Int) {
        self.procedure = procedure
        self.arguments = arguments
        self.name = name
        self.position = position
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        var given: [Value?] = []
        for argument in arguments {
            guard let argument else {
                given.append(nil)
                continue
            }
            given.append(try run.evaluate(argument, input, frame))
        }
        let value = try run.evaluate(procedure, input, frame)
        if value.isUndefined, let path = procedure as? PathNode, let bound = path.variableOfSameName(in: frame) {
            throw JSONataError("T1007", at: position, token: .string(bound))
        }
        guard let function = value.function else {
            throw JSONataError("T1008", at: position, token: name.map { .string($0) })
        }
        return .function(Self.partial(function, given))
    }

    private static func partial(_ function: FunctionValue, _ given: [Value?]) -> FunctionValue {
        switch function.kind {
        case .closure(let closure):
            var rest = given.makeIterator()
            // Parameters without an argument are bound to nothing.
            let open: [Value?] = closure.given ?? Array(repeating: nil, count: closure.definition.parameters.count)
            let arguments = open.map { present in present ?? (rest.next() ?? .some(.undefined)) }
            return FunctionValue(
                .closure(
                    Closure(closure.definition, input: closure.input, frame: closure.frame, given: arguments)))
        case .partial(let builtin, let present):
            var rest = given.makeIterator()
            return FunctionValue(.partial(builtin, present.map { $0 ?? (rest.next() ?? .some(.undefined)) }))
        case .builtin(let builtin): return FunctionValue(.partial(builtin, given))
        case .regex, .nextMatch, .chain, .transform:
            // Functions of one argument: left open, it is the function itself.
            return function
        }
    }
}
