/// `(a; b; c)`: the value of the last expression, with a scope of its own.
final class BlockNode: Node {
    private let expressions: [any Node]
    /// How many variables it binds; nil when it needs no scope.
    private let slotCount: Int?

    init(_ expressions: [any Node], slotCount: Int?) {
        self.expressions = expressions
        self.slotCount = slotCount
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        let inner = if let slotCount { Frame(slotCount: slotCount, parent: frame) } else { frame }
        var value = Value.undefined
        for expression in expressions { value = try run.evaluate(expression, input, inner) }
        return value
    }
}
