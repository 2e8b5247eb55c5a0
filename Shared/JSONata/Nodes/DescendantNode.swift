/// `**`: the context and all values in it, however deep.
final class DescendantNode: Node {
    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        guard !input.isUndefined else { return .undefined }
        var items: [Value] = []
        try Self.collect(input, into: &items, run)
        return items.count == 1 ? items[0] : .list(.sequence(items))
    }

    private static func collect(
        _ value: Value, into items: inout [Value], _ run: Evaluation
    ) throws(JSONataError) {
        if value.isArray {
            try run.spend(elements: value.elementCount)
            for index in 0..<value.elementCount { try collect(value.element(index), into: &items, run) }
        } else {
            items.append(value)
            for (_, member) in value.members ?? [] { try collect(member, into: &items, run) }
        }
    }
}
