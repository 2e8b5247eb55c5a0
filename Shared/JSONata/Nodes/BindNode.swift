/// `$a := b`
final class BindNode: Node {
    private let slot: Int
    private let expression: any Node

    init(slot: Int, _ expression: any Node) {
        self.slot = slot
        self.expression = expression
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        let value = try run.evaluate(expression, input, frame)
        frame.slots[slot] = value
        return value
    }
}
