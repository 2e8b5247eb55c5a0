/// `$$`: the input of the whole expression.
final class RootNode: Node {
    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value { run.root }
}
