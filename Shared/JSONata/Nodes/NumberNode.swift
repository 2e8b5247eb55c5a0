/// A number as it is written.
final class NumberNode: Node {
    let number: Double

    init(_ number: Double) {
        self.number = number
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value { .number(number) }
}
