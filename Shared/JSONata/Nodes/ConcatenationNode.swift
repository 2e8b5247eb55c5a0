/// `a & b`
final class ConcatenationNode: Node {
    private let left: any Node
    private let right: any Node
    private let position: Int

    init(_ left: any Node, _ right: any Node, at position: Int) {
        self.left = left
        self.right = right
        self.position = position
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        let first = try run.evaluate(left, input, frame)
        let second = try run.evaluate(right, input, frame)
        do throws(JSONataError) {
            var text = try first.text(run) ?? ""
            text += try second.text(run) ?? ""
            try run.spend(bytes: text.utf8.count)
            return .string(text)
        } catch {
            throw error.with(position: position, token: "&")
        }
    }
}
