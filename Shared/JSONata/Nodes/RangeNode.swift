import MeshCore

/// `a..b` in an array.
final class RangeNode: Node {
    /// The language's own bound.
    private static let countLimit = 1e7

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
        let start = try whole(first, "T2003")
        let end = try whole(second, "T2004")
        guard let start, let end, start <= end else { return .undefined }
        let count = end - start + 1
        guard count <= Self.countLimit else {
            throw JSONataError("D2014", at: position, token: "..", value: Number.json(count))
        }
        try run.spend(elements: Int(count))
        try run.spend(steps: Int(count) / 16)
        return .list(.sequence((0..<Int(count)).map { .number(start + Double($0)) }))
    }

    private func whole(_ value: Value, _ code: String) throws(JSONataError) -> Double? {
        if value.isUndefined { return nil }
        guard case .number(let number) = value, number.isFinite, number == number.rounded(.down) else {
            throw JSONataError(code, at: position, token: "..", value: value.shown)
        }
        return number
    }
}
