/// `a in b`
final class InclusionNode: Node {
    private let left: any Node
    private let right: any Node

    init(_ left: any Node, _ right: any Node) {
        self.left = left
        self.right = right
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        let first = try run.evaluate(left, input, frame)
        let second = try run.evaluate(right, input, frame)
        if first.isUndefined || second.isUndefined { return .bool(false) }
        let count = second.elementCount
        try run.spend(steps: count)
        for index in 0..<count where try first.isIdentical(to: second.element(index), run) { return .bool(true) }
        return .bool(false)
    }
}
