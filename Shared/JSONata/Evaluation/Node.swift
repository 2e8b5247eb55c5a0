/// A part of an expression that can be evaluated.
///
/// Nodes are immutable, so that one expression serves many evaluations at once. They are evaluated through
/// ``Evaluation/evaluate(_:_:_:)``, which counts and makes values of sequences.
protocol Node: AnyObject, Sendable {
    /// Evaluates over a context, with the variables of a frame.
    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value
}
