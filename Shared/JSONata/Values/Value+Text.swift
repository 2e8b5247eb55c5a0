import MeshCore

extension Value {
    /// This value as a text, as `$string` makes it; nil for nothing.
    func text(_ run: Evaluation, isPretty: Bool = false) throws(JSONataError) -> String? {
        switch self {
        case .undefined, .tailCall: return nil
        case .string(let text): return text
        case .number(let number):
            guard number.isFinite else { throw JSONataError("D3001", value: .null) }
            return Number.text(Number.rounded(number))
        case .bool(let flag): return flag ? "true" : "false"
        case .null: return "null"
        case .function: return ""
        case .array, .object, .list, .record, .tuples:
            var writer = ValueWriter(indentation: isPretty ? 2 : 0, run)
            if case .list(let list) = self, list.traits.contains(.outerWrapper), let only = list.items.first {
                try writer.write(only)
            } else {
                try writer.write(self)
            }
            return writer.text
        }
    }
}
