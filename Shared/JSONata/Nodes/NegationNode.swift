import MeshCore

/// `-a`
final class NegationNode: Node {
    private let operand: any Node
    private let position: Int

    init(_ operand: any Node, at position: Int) {
        self.operand = operand
        self.position = position
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        let value = try run.evaluate(operand, input, frame)
        if value.isUndefined { return value }
        guard case .number(let number) = value, !number.isNaN else {
            throw JSONataError("D1002", at: position, token: "-", value: value.shown)
        }
        try Number.check(number)
        return .number(-number)
    }
}
