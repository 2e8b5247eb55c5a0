import MeshCore

/// `a < b` and its like, of two numbers or two texts.
final class ComparisonNode: Node {
    enum Operation: String {
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
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
        switch (first, second) {
        case (.number(let first), .number(let second)): return .bool(compare(first, second))
        case (.string(let first), .string(let second)): return .bool(compare(first, second))
        case (.number, .string), (.string, .number):
            throw JSONataError(
                "T2009", at: position, token: .string(operation.rawValue), value: first.shown,
                inserts: second.shown.map { ["value2": $0] } ?? [:])
        default: break  // One side is nothing, or has no order.
        }
        for side in [first, second] where !Self.hasOrder(side) {
            let culprit = Self.hasOrder(first) && !first.isUndefined ? second : first
            throw JSONataError("T2010", at: position, token: .string(operation.rawValue), value: culprit.shown)
        }
        return .undefined
    }

    private static func hasOrder(_ value: Value) -> Bool {
        switch value {
        case .undefined, .number, .string: true
        case .null, .bool, .array, .object, .list, .record, .function, .tuples, .tailCall: false
        }
    }

    private func compare(_ left: Double, _ right: Double) -> Bool {
        switch operation {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }

    private func compare(_ left: String, _ right: String) -> Bool {
        switch operation {
        case .less: Text.precedes(left, right)
        case .lessOrEqual: !Text.precedes(right, left)
        case .greater: Text.precedes(right, left)
        case .greaterOrEqual: !Text.precedes(left, right)
        }
    }
}
