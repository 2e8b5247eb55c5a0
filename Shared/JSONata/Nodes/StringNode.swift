/// A text as it is written.
final class StringNode: Node {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value { .string(text) }
}
