import MeshCore

/// `a and b`, `a or b`; the right side is evaluated only when it decides.
final class LogicNode: Node {
    private let isConjunction: Bool
    private let left: any Node
    private let right: any Node
    private let position: Int

    init(isConjunction: Bool, _ left: any Node, _ right: any Node, at position: Int) {
        self.isConjunction = isConjunction
        self.left = left
        self.right = right
        self.position = position
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        let first = try run.evaluate(left, input, frame)
        do throws(JSONataError) {
            if try first.isTrue(run) != isConjunction { return .bool(!isConjunction) }
            return .bool(try run.evaluate(right, input, frame).isTrue(run))
        } catch {
            throw error.with(position: position, token: isConjunction ? "and" : "or")
        }
    }
}
