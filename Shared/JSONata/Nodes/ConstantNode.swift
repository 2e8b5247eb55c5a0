import MeshCore

/// true, false, null.
final class ConstantNode: Node {
    let json: JSONValue

    init(_ json: JSONValue) {
        self.json = json
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value { Value(json) }
}
