/// A field of the context.
final class NameNode: Node {
    let name: String

    init(_ name: String) {
        self.name = name
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value { input.member(name) }
}
