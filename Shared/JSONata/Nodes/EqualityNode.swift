/// `a = b` and `a != b`; with nothing on a side both are false.
final class EqualityNode: Node {
    private let isNegated: Bool
    private let left: any Node
    private let right: any Node

    init(isNegated: Bool, _ left: any Node, _ right: any Node) {
        self.isNegated = isNegated
        self.left = left
        self.right = right
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        let first = try run.evaluate(left, input, frame)
        let second = try run.evaluate(right, input, frame)
        if first.isUndefined || second.isUndefined { return .bool(false) }
        return .bool(try first.equals(second, run) != isNegated)
    }
}
