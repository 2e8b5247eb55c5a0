/// `*`: all values of an object, with arrays among them flattened.
final class WildcardNode: Node {
    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        var input = input
        if case .list(let list) = input, list.traits.contains(.outerWrapper) { input = list.items.first ?? .undefined }
        var found = ValueList.sequence()
        for value in input.members?.map(\.value) ?? (input.isArray ? input.elements : []) {
            if value.isArray {
                try Self.flatten(value, into: &found.items, run)
                // With an array put in, it is no sequence any more.
                found.traits = []
            } else {
                found.items.append(value)
            }
        }
        try run.spend(elements: found.items.count)
        return .list(found)
    }

    private static func flatten(
        _ value: Value, into items: inout [Value], _ run: Evaluation
    ) throws(JSONataError) {
        guard value.isArray else { return items.append(value) }
        try run.spend(steps: value.elementCount)
        for index in 0..<value.elementCount { try flatten(value.element(index), into: &items, run) }
    }
}
