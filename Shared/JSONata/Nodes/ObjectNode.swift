/// `{a: b}`
final class ObjectNode: Node {
    private let grouping: Grouping

    init(_ grouping: Grouping) {
        self.grouping = grouping
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        try grouping.object(of: input, run, frame)
    }
}
