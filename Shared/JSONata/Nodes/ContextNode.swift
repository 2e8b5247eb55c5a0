/// `$`: the context itself.
final class ContextNode: Node {
    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        // An input that is an array comes as a sequence of one.
        guard case .list(let list) = input, list.traits.contains(.outerWrapper) else { return input }
        return list.items.first ?? .undefined
    }
}
