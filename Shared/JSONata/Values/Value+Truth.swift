import MeshCore

extension Value {
    /// Whether a condition takes it for true: `$boolean`; nil for nothing.
    func truth(_ run: Evaluation) throws(JSONataError) -> Bool? {
        switch self {
        case .undefined: return nil
        case .null, .function, .tailCall: return false
        case .bool(let flag): return flag
        case .number(let number):
            if !number.isFinite { try Number.check(number) }
            return number != 0 && !number.isNaN
        case .string(let text): return !text.isEmpty
        case .object(let object): return !object.isEmpty
        case .record(let record): return !record.members.isEmpty
        case .array(let elements):
            try run.spend(steps: elements.count)
            for element in elements where try Value(element).truth(run) ?? false { return true }
            return false
        case .list(let list):
            // Lists can hold the same list many times over, in each other.
            try run.spend(steps: list.items.count)
            for item in list.items where try item.truth(run) ?? false { return true }
            return false
        case .tuples(let stream): return !stream.tuples.isEmpty
        }
    }

    /// Whether a condition takes it for true; nothing counts as false.
    func isTrue(_ run: Evaluation) throws(JSONataError) -> Bool {
        if case .bool(let flag) = self { return flag }
        return try truth(run) ?? false
    }
}
