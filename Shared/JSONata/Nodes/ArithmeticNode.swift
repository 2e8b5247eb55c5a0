import MeshCore

/// `a + b` and its like.
final class ArithmeticNode: Node {
    enum Operation: String {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divided = "/"
        case remainder = "%"
    }

    private let operation: Operation
    private let left: any Node
    private let right: any Node
    private let position: Int

    init(_ operation: Operation, _ left: any Node, _ right: any Node, at position: Int) {
        self.operation = operation
        self.left = left
        self.right = right
        self.position = position
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        let first = try run.evaluate(left, input, frame)
        let second = try run.evaluate(right, input, frame)
        guard let first = try number(first, "T2001") else {
            _ = try number(second, "T2002")
            return .undefined
        }
        guard let second = try number(second, "T2002") else { return .undefined }
        switch operation {
        case .plus: return .number(first + second)
        case .minus: return .number(first - second)
        case .times: return .number(first * second)
        case .divided: return .number(first / second)
        case .remainder: return .number(first.truncatingRemainder(dividingBy: second))
        }
    }

    /// The number of an operand; nil for nothing.
    @inline(__always)
    private func number(_ value: Value, _ code: String) throws(JSONataError) -> Double? {
        if case .number(let number) = value, number.isFinite { return number }
        if value.isUndefined { return nil }
        let token = JSONValue.string(operation.rawValue)
        if case .number(let number) = value, number.isInfinite {
            throw JSONataError("D1001", at: position, token: token, value: .null)
        }
        throw JSONataError(code, at: position, token: token, value: value.shown)
    }
}
