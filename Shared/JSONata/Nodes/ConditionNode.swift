/// `a ? b : c`
final class ConditionNode: Node {
    private let condition: any Node
    private let consequence: any Node
    private let alternative: (any Node)?

    init(_ condition: any Node, then consequence: any Node, else alternative: (any Node)?) {
        self.condition = condition
        self.consequence = consequence
        self.alternative = alternative
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        if try run.evaluate(condition, input, frame).isTrue(run) { return try run.evaluate(consequence, input, frame) }
        guard let alternative else { return .undefined }
        return try run.evaluate(alternative, input, frame)
    }
}
